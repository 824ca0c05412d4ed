package io.jims.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What one run of a pipeline sees of its thread, and what it can do. Safe for all threads that the
/// run uses.
///
/// What a run sends is stored when the pipeline returns, all at once. After that, or once the run
/// has timed out or was stopped, every `send…` throws [IllegalStateException].
public final class ThreadContext {
    /// How many communication events [#context()] goes back.
    public static final int DEFAULT_CONTEXT_LENGTH = 20;

    private final ChatThread thread;
    private final List<ThreadEvent> events;
    private final boolean retry;
    private final RunListener listener;
    private final Span span;
    private final long asked = System.nanoTime();

    private final ReentrantLock lock = new ReentrantLock();
    private final List<ThreadEvent> outgoing = new ArrayList<>();
    private final LlmUsageLog llmUsage = new LlmUsageLog();
    private final Sources sources = new Sources();
    private @Nullable StreamedMessage streamed;
    private boolean begun;
    private boolean ended;
    private boolean stopped;

    /// @param events the thread so far, oldest first, the message to answer last; unmodifiable
    public ThreadContext(
            ChatThread thread,
            List<ThreadEvent> events,
            boolean retry,
            RunListener listener,
            Span span) {
        this.thread = thread;
        this.events = events;
        this.retry = retry;
        this.listener = listener;
        this.span = span;
    }

    public ThreadId threadId() {
        return thread.id();
    }

    /// The visitor; empty in threads that another service made without one.
    public Optional<String> contactId() {
        return Optional.ofNullable(thread.contactId());
    }

    /// The thread's configuration, a JSON object as plain Java values.
    public Map<String, @Nullable Object> threadConfig() {
        return thread.config();
    }

    /// Whether an earlier run may have begun to answer the same message: the server died before
    /// that run's answer was stored. What it did outside of the thread may have been done already.
    public boolean isRetry() {
        return retry;
    }

    /// All events of the thread before this run sent anything, oldest first; of a very long thread
    /// the newest ones (`--history-events`).
    public List<ThreadEvent> events() {
        return events;
    }

    /// What visitor and assistant said to each other (`comm.*`), oldest first. Walks through all
    /// events.
    public List<ChatMessage> history() {
        return events.stream().filter(ThreadEvent::isCommunication).map(ChatMessage::of).toList();
    }

    /// The last [#DEFAULT_CONTEXT_LENGTH] messages and the extra context among them.
    public List<ChatMessage> context() {
        return context(DEFAULT_CONTEXT_LENGTH);
    }

    /// The last `length` communication events with the `context.*` events among them, oldest first.
    public List<ChatMessage> context(int length) {
        Deque<ChatMessage> context = new ArrayDeque<>();
        int communications = 0;
        for (int i = events.size() - 1; i >= 0 && communications < length; i--) {
            ThreadEvent event = events.get(i);
            if (event.isCommunication()) {
                communications++;
            } else if (!event.type().startsWith(EventTypes.CONTEXT)) {
                continue;
            }
            context.addFirst(ChatMessage.of(event));
        }
        return List.copyOf(context);
    }

    /// The text of the last event that came from the visitor: typed, or `btn:<id>` of a click.
    public Optional<String> lastUserMessage() {
        return lastUserAction().map(UserAction::content);
    }

    /// What the visitor did last, with the event's name.
    public Optional<UserAction> lastUserAction() {
        for (ThreadEvent event : events.reversed()) {
            if (event.isCommunication() && "user".equals(event.text("role"))) {
                String content = event.text("content");
                return Optional.of(new UserAction(event.name(), content == null ? "" : content));
            }
        }
        return Optional.empty();
    }

    /// The latest value of a state, whether an earlier run or this one set it. Walks back through
    /// the events.
    public Optional<Map<String, @Nullable Object>> state(String name) {
        String type = EventTypes.STATE + name;
        return lastOfType(outgoing(), type)
                .or(() -> lastOfType(events, type))
                .map(ThreadEvent::data);
    }

    /// Sends an assistant message (Markdown).
    public void sendMessage(String text) {
        say(EventTypes.ASSISTANT_MESSAGE, text, Map.of());
    }

    /// Sends an assistant message (Markdown) with rows of buttons below it.
    public void sendMessage(String text, List<List<Button>> buttonRows) {
        say(
                EventTypes.ASSISTANT_MESSAGE_WITH_BUTTONS,
                text,
                Map.of("buttons", Button.toData(buttonRows)));
    }

    /// Sends an event of any type; what visitors see are the `comm.assistant_*` ones.
    ///
    /// @param data a JSON object as plain Java values
    /// @throws IllegalArgumentException for a bad type or data that is not JSON
    public void send(String type, Map<String, ? extends @Nullable Object> data) {
        ThreadEvent event =
                new ThreadEvent(Uuid7.next(), Instant.now(), type, JsonData.copyOf(data));
        lock.lock();
        try {
            requireRunning();
            endStreamedMessage();
            outgoing.add(event);
            if (type.startsWith(EventTypes.ASSISTANT) && event.text("content") != null) {
                tell(event.id(), String.valueOf(event.text("content")));
            }
        } finally {
            lock.unlock();
        }
    }

    /// Sets a state of the thread; [#state] finds the last value that was set.
    public void setState(String name, Map<String, ? extends @Nullable Object> value) {
        send(EventTypes.STATE + name, value);
    }

    /// Streams the next piece of an assistant message. The pieces up to the next `send…`, or to the
    /// end of the run, are one message and are stored as one. Any piece will do, a single `char`
    /// too: half of an emoji waits for the other half.
    public void stream(String piece) {
        lock.lock();
        try {
            requireRunning();
            if (streamed == null) {
                streamed = new StreamedMessage();
            }
            String told = streamed.add(piece);
            if (!told.isEmpty()) {
                tell(streamed.id(), told);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Names a source of the assistant message that is streamed or sent next. Below that message
    /// stand the sources to which its text refers by their marks; where it refers to none, the
    /// first [Sources#MAX_UNMARKED] are listed. They are Markdown reference definitions, so every
    /// client makes links of the marks.
    ///
    /// @param title what the visitor reads of it; may be empty
    /// @param url `http` or `https`
    /// @return the mark for the text, such as `[1]`; the same for the same address
    /// @throws IllegalArgumentException if nobody could follow the address
    public String cite(String title, String url) {
        Source source = new Source(title, url);
        lock.lock();
        try {
            requireRunning();
            return sources.add(source);
        } finally {
            lock.unlock();
        }
    }

    /// Says what the run is doing, where the visitor's client can show it; never stored.
    public void reportStatus(String text) {
        lock.lock();
        try {
            requireRunning();
            listener.onStatus(text);
        } finally {
            lock.unlock();
        }
    }

    /// Says that a language model was called, for the metrics and for the thread: all calls of a
    /// run are stored as one [EventTypes#QUERY_PROCESSED] event behind what it sent, unless it sent
    /// one of its own. A call that is told of after the run's end is only counted.
    public void reportLlmCall(LlmUsage usage) {
        listener.onLlmCall(usage);
        lock.lock();
        try {
            if (!ended) {
                llmUsage.add(usage);
            }
        } finally {
            lock.unlock();
        }
    }

    /// The run in its trace, for pieces of it such as calls of other services; the caller closes
    /// those, and leaves this one open.
    public Span span() {
        return span;
    }

    /// Ends the run: what it sent, in order. Later calls give the same.
    public List<ThreadEvent> end() {
        lock.lock();
        try {
            if (!ended) {
                ended = true;
                endStreamedMessage();
                addLlmUsage();
            }
            return List.copyOf(outgoing);
        } finally {
            lock.unlock();
        }
    }

    /// Ends the run at the visitor's wish: what was streamed so far is marked so.
    public void stop() {
        lock.lock();
        try {
            if (!ended) {
                stopped = true;
                end();
            }
        } finally {
            lock.unlock();
        }
    }

    public boolean isStopped() {
        lock.lock();
        try {
            return stopped;
        } finally {
            lock.unlock();
        }
    }

    /// Sends a message with its sources below it.
    private void say(String type, String text, Map<String, Object> more) {
        lock.lock();
        try {
            requireRunning();
            endStreamedMessage();
            Map<String, @Nullable Object> data =
                    MessageData.of(MessageData.ASSISTANT, text + sources.below(text));
            data.putAll(more);
            sources.clear();
            send(type, data);
        } finally {
            lock.unlock();
        }
    }

    private void tell(UUID messageId, String piece) {
        if (!begun) {
            begun = true;
            listener.onFirstPiece(Duration.ofNanos(System.nanoTime() - asked));
        }
        listener.onPiece(messageId, piece);
    }

    private void endStreamedMessage() {
        if (streamed != null) {
            outgoing.add(streamed.toEvent(stopped, sources));
            streamed = null;
            sources.clear();
        }
    }

    private void addLlmUsage() {
        if (lastOfType(outgoing, EventTypes.QUERY_PROCESSED).isEmpty()) {
            llmUsage.toEvent().ifPresent(outgoing::add);
        }
    }

    private void requireRunning() {
        if (ended) {
            throw new IllegalStateException("this run has ended; nothing more can be sent");
        }
    }

    private List<ThreadEvent> outgoing() {
        lock.lock();
        try {
            return List.copyOf(outgoing);
        } finally {
            lock.unlock();
        }
    }

    private static Optional<ThreadEvent> lastOfType(List<ThreadEvent> events, String type) {
        return events.reversed().stream().filter(event -> event.type().equals(type)).findFirst();
    }
}
