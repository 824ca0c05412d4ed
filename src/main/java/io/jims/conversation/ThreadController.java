package io.jims.conversation;

import io.jims.core.ChatException;
import io.jims.core.ChatThread;
import io.jims.core.ErrorCode;
import io.jims.core.EventTypes;
import io.jims.core.RunListener;
import io.jims.core.Span;
import io.jims.core.ThreadContext;
import io.jims.core.ThreadEvent;
import io.jims.core.UserMessage;
import io.jims.core.Uuid7;
import io.jims.store.ErasedThreadException;
import io.jims.store.ThreadChange;
import io.jims.store.ThreadStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Takes the messages of one thread: stores the user's event, runs the pipeline, stores what came
/// out. Reads the thread from the store once and follows it from then on, so that a message costs
/// the same on a long thread.
///
/// Used by one thread at a time; the caller sees to that. A [Run] is waited for without it.
public final class ThreadController {
    private final ThreadStore store;
    private final ChatThread thread;
    private final int limit;
    private EventLog log;
    private final Set<UUID> received = new HashSet<>();
    private boolean stored;
    private long version;
    private Instant lastEventAt;

    private ThreadController(
            ThreadStore store,
            ChatThread thread,
            List<ThreadEvent> events,
            int limit,
            long version,
            boolean stored) {
        this.store = store;
        this.thread = thread;
        this.limit = limit;
        this.version = version;
        this.log = new EventLog(events, limit);
        events.stream().filter(ThreadController::isFromUser).forEach(e -> received.add(e.id()));
        this.stored = stored;
        this.lastEventAt = events.isEmpty() ? Instant.EPOCH : events.getLast().createdAt();
    }

    /// A thread that exists in memory only, until its first message.
    ///
    /// @param historyEvents how many of the newest events a run sees at least
    public static ThreadController create(ThreadStore store, ChatThread thread, int historyEvents) {
        return new ThreadController(store, thread, List.of(), historyEvents, 0, false);
    }

    /// A thread that the store has, with its events read.
    public static ThreadController resume(ThreadStore store, ChatThread thread, int historyEvents) {
        long version = store.version(thread.id()); // before the events: they may be newer
        List<ThreadEvent> events = store.events(thread.id(), historyEvents);
        return new ThreadController(store, thread, events, historyEvents, version, true);
    }

    public ChatThread thread() {
        return thread;
    }

    /// Whether the store has the thread: true from its first message on.
    public boolean isStored() {
        return stored;
    }

    /// The events so far, oldest first; does not change later.
    public List<ThreadEvent> events() {
        return log.snapshot();
    }

    /// How many steps of the thread it has followed, see [ThreadStore#version].
    public long version() {
        return version;
    }

    /// Follows what other processes stored since.
    ///
    /// @return empty if they stored nothing
    public Optional<News> refresh() {
        long present = store.version(thread.id());
        if (present == version) {
            return Optional.empty();
        }
        if (present <= 0) { // it was deleted
            beginAnew();
            version = present;
            return Optional.of(new News(List.of(), Set.of()));
        }
        Set<UUID> owed = store.unanswered(thread.id()); // before the answers to what is not
        List<ThreadEvent> known = log.snapshot();
        Instant time = known.isEmpty() ? Instant.EPOCH : known.getLast().createdAt();
        List<ThreadEvent> later = store.eventsAfter(thread.id(), time, limit);
        later.forEach(this::follow);
        stored = true;
        version = present;
        return Optional.of(new News(later, owed));
    }

    /// Whether the message with this id has been received before.
    public boolean hasReceived(UUID messageId) {
        return received.contains(messageId);
    }

    /// The messages that are owed an answer, oldest first.
    public List<ThreadEvent> unanswered() {
        if (!stored) {
            return List.of();
        }
        Set<UUID> owed = store.unanswered(thread.id());
        return log.snapshot().stream().filter(event -> owed.contains(event.id())).toList();
    }

    /// Stores a user's message: it is on disk when this returns. Where the thread has been deleted,
    /// it begins anew with this message.
    ///
    /// @throws StaleThreadException if another process has written to the thread: see [#refresh]
    /// @throws StoreException if it could not be stored
    public ThreadEvent receive(UserMessage message) {
        try {
            return store(message);
        } catch (ErasedThreadException e) {
            beginAnew();
            return store(message);
        }
    }

    private ThreadEvent store(UserMessage message) {
        List<ThreadEvent> events = new ArrayList<>(2);
        if (!stored) {
            events.add(event(Uuid7.next(), EventTypes.THREAD_CREATED, Map.of()));
        }
        ThreadEvent event = event(message.id(), message.eventType(), message.eventData());
        events.add(event);
        UUID owed = message.owed() ? message.id() : null;
        store.store(
                new ThreadChange(thread.id(), stored ? null : thread, events, owed, null, version));
        version++;
        stored = true;
        events.forEach(log::add);
        received.add(message.id());
        return event;
    }

    /// Starts the run that answers a message that was received.
    ///
    /// @param waiting messages that came later and have their own runs; this one does not see them
    /// @param retry whether an earlier run may have begun to answer it
    /// @param work what the run is part of
    public Run start(
            ThreadEvent message,
            Collection<ThreadEvent> waiting,
            boolean retry,
            PipelineRunner runner,
            RunListener listener,
            Span work) {
        ThreadContext context =
                new ThreadContext(
                        thread,
                        eventsUpTo(message, waiting),
                        retry,
                        new ObservedRun(runner.observer(), listener),
                        runner.begin(work, thread.id()));
        return runner.start(context, String.valueOf(message.text("content")));
    }

    /// Stores what a run sent, and that its message is answered; nothing where the thread has been
    /// deleted meanwhile.
    ///
    /// @return the events as they are stored
    /// @throws StaleThreadException if another process has written to the thread: see [#refresh]
    /// @throws StoreException if they could not be stored; the message is then still owed an answer
    public List<ThreadEvent> settle(UserMessage message, List<ThreadEvent> sent) {
        return settle(message.owed() ? message.id() : null, sent);
    }

    /// Stores that the run for a message that was owed an answer failed; it will not run again.
    ///
    /// @return what was stored
    public List<ThreadEvent> settleFailure(UserMessage message, ChatException failure) {
        if (message.owed()) {
            Map<String, @Nullable Object> data = new LinkedHashMap<>();
            data.put("message_id", message.id().toString());
            data.put("code", failure.code().wireName());
            data.put("text", failure.textForVisitor());
            if (failure.code() == ErrorCode.PIPELINE && !failure.textForVisitor().isEmpty()) {
                data.put(EventTypes.SAID, true);
            }
            ThreadEvent event = event(Uuid7.next(), EventTypes.RUN_FAILED, data);
            return settle(message.id(), List.of(event));
        }
        return List.of();
    }

    private List<ThreadEvent> settle(@Nullable UUID answered, List<ThreadEvent> sent) {
        if (answered == null && sent.isEmpty()) {
            return sent;
        }
        List<ThreadEvent> events = sent.stream().map(event -> event.at(nextTime())).toList();
        if (stored) {
            try {
                store.store(new ThreadChange(thread.id(), null, events, null, answered, version));
                version++;
                events.forEach(log::add);
            } catch (ErasedThreadException e) {
                beginAnew();
            }
        }
        return events;
    }

    /// The events that a run sees. Where other messages came in the meantime, it sees none of them,
    /// and its own one last, as if the visitor had waited.
    private List<ThreadEvent> eventsUpTo(ThreadEvent message, Collection<ThreadEvent> waiting) {
        List<ThreadEvent> all = log.snapshot();
        if (waiting.isEmpty() && all.getLast().id().equals(message.id())) {
            return all;
        }
        List<UUID> hidden = new ArrayList<>(waiting.stream().map(ThreadEvent::id).toList());
        hidden.add(message.id());
        List<ThreadEvent> seen = new ArrayList<>(all.size());
        all.stream().filter(event -> !hidden.contains(event.id())).forEach(seen::add);
        seen.add(message);
        return List.copyOf(seen);
    }

    /// Forgets what was said before: whoever had it deleted does not want it used.
    private void beginAnew() {
        log = new EventLog(List.of(), limit);
        received.clear();
        stored = false;
        version = 0;
    }

    /// What other processes stored.
    ///
    /// @param events oldest first
    /// @param owed ids of the messages that are owed an answer now
    public record News(List<ThreadEvent> events, Set<UUID> owed) {
        public News {
            events = List.copyOf(events);
            owed = Set.copyOf(owed);
        }
    }

    private void follow(ThreadEvent event) {
        log.add(event);
        if (isFromUser(event)) {
            received.add(event.id());
        }
        if (event.createdAt().isAfter(lastEventAt)) {
            lastEventAt = event.createdAt();
        }
    }

    private static boolean isFromUser(ThreadEvent event) {
        return event.isCommunication() && "user".equals(event.text("role"));
    }

    private ThreadEvent event(UUID id, String type, Map<String, @Nullable Object> data) {
        return new ThreadEvent(id, nextTime(), type, data);
    }

    /// The present, but later than every event of the thread: a clock that was set back must not
    /// reorder it.
    private Instant nextTime() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        lastEventAt = now.isAfter(lastEventAt) ? now : lastEventAt.plus(1, ChronoUnit.MICROS);
        return lastEventAt;
    }
}
