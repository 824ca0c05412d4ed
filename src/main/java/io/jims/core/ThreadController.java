package io.jims.core;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Takes the messages of one thread: stores the user's event, runs the pipeline, stores what came
/// out. Reads the thread from the store once and follows it from then on, so that a message costs
/// the same on a long thread.
///
/// Used by one thread at a time; the caller sees to that.
public final class ThreadController {
    private static final String BUTTON_PREFIX = "btn:";

    private final ThreadStore store;
    private final ChatThread thread;
    private final EventLog log;
    private boolean stored;
    private Instant lastEventAt;

    private ThreadController(
            ThreadStore store,
            ChatThread thread,
            List<ThreadEvent> events,
            int limit,
            boolean stored) {
        this.store = store;
        this.thread = thread;
        this.log = new EventLog(events, limit);
        this.stored = stored;
        this.lastEventAt = events.isEmpty() ? Instant.EPOCH : events.getLast().createdAt();
    }

    /// A thread that exists in memory only, until its first message.
    ///
    /// @param historyEvents how many of the newest events a run sees at least
    public static ThreadController create(
            ThreadStore store, ThreadId id, String contactId, int historyEvents) {
        ChatThread thread =
                new ChatThread(id, contactId, null, Instant.now(), ChatThread.WIDGET_CONFIG);
        return new ThreadController(store, thread, List.of(), historyEvents, false);
    }

    /// A thread that the store has, with its events read.
    public static ThreadController resume(ThreadStore store, ChatThread thread, int historyEvents) {
        return new ThreadController(
                store, thread, store.events(thread.id(), historyEvents), historyEvents, true);
    }

    public ChatThread thread() {
        return thread;
    }

    /// Stores the user's text, runs the pipeline and stores what it sent, which is returned.
    ///
    /// @throws StoreException if one of the two could not be stored
    /// @throws ChatException if the run failed or took too long; the user's text stays stored
    /// @throws InterruptedException if the caller was interrupted; nothing that the run sent is
    ///   stored then
    public List<ThreadEvent> answer(String text, PipelineRunner runner, RunListener listener)
            throws InterruptedException {
        receive(text);
        ThreadContext context = new ThreadContext(thread, log.snapshot(), this::nextTime, listener);
        List<ThreadEvent> sent = runner.run(context, text);
        if (!sent.isEmpty()) {
            store.append(thread.id(), sent);
            sent.forEach(log::add);
        }
        return sent;
    }

    private void receive(String text) {
        List<ThreadEvent> events = new ArrayList<>(2);
        if (!stored) {
            events.add(event(EventTypes.THREAD_CREATED, Map.of()));
        }
        String type =
                text.startsWith(BUTTON_PREFIX)
                        ? EventTypes.USER_BUTTON_CLICK
                        : EventTypes.USER_MESSAGE;
        events.add(event(type, Map.of("role", "user", "content", text)));
        if (stored) {
            store.append(thread.id(), events);
        } else {
            store.create(thread, events);
            stored = true;
        }
        events.forEach(log::add);
    }

    private ThreadEvent event(String type, Map<String, Object> data) {
        return new ThreadEvent(Uuid7.next(), nextTime(), type, Map.copyOf(data));
    }

    /// The present, but later than every event of the thread: a clock that was set back must not
    /// reorder it.
    private Instant nextTime() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        lastEventAt = now.isAfter(lastEventAt) ? now : lastEventAt.plus(1, ChronoUnit.MICROS);
        return lastEventAt;
    }
}
