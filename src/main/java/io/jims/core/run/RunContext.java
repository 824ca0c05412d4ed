package io.jims.core.run;

import io.jims.core.Attachment;
import io.jims.core.Button;
import io.jims.core.ChatMessage;
import io.jims.core.ChatThread;
import io.jims.core.EventTypes;
import io.jims.core.Handoff;
import io.jims.core.LlmUsage;
import io.jims.core.PageAction;
import io.jims.core.Source;
import io.jims.core.Span;
import io.jims.core.ThreadContext;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The [io.jims.core.ThreadContext] of one run, for those who start the run and take its output.
/// Safe for all threads.
public final class RunContext implements ThreadContext {
    private final ChatThread thread;
    private final List<ThreadEvent> events;
    private final boolean retry;
    private final RunOutput output;
    private final Span span;
    private final long asked = System.nanoTime();

    private final ReentrantLock lock = new ReentrantLock();
    private final List<ThreadEvent> outgoing = new ArrayList<>();
    private final LlmUsageLog llmUsage = new LlmUsageLog();
    private final Sources sources = new Sources();
    private @Nullable StreamedMessage streamed;
    private @Nullable Handoff handoff;
    private boolean begun;
    private boolean ended;
    private boolean stopped;

    /// @param events the thread so far, oldest first, the message to answer last; unmodifiable
    /// @param retry whether an earlier run may have begun to answer it
    public RunContext(
            ChatThread thread,
            List<ThreadEvent> events,
            boolean retry,
            RunOutput output,
            Span span) {
        this.thread = thread;
        this.events = events;
        this.retry = retry;
        this.output = output;
        this.span = span;
    }

    @Override
    public ThreadId threadId() {
        return thread.id();
    }

    @Override
    public Optional<String> contactId() {
        return Optional.ofNullable(thread.contactId());
    }

    @Override
    public Map<String, @Nullable Object> threadConfig() {
        return thread.config();
    }

    @Override
    public boolean isRetry() {
        return retry;
    }

    @Override
    public List<ThreadEvent> events() {
        return events;
    }

    @Override
    public List<Attachment> attachments(ThreadEvent message) {
        return Attachment.of(message, output::pathOf);
    }

    @Override
    public Optional<Map<String, @Nullable Object>> state(String name) {
        String type = EventTypes.STATE + name;
        return lastOfType(outgoing(), type)
                .or(() -> lastOfType(events, type))
                .map(ThreadEvent::data);
    }

    @Override
    public void sendMessage(String text) {
        say(EventTypes.ASSISTANT_MESSAGE, text, Map.of());
    }

    @Override
    public void sendMessage(String text, List<List<Button>> buttonRows) {
        say(
                EventTypes.ASSISTANT_MESSAGE_WITH_BUTTONS,
                text,
                Map.of("buttons", Button.toData(buttonRows)));
    }

    @Override
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

    @Override
    public List<PageAction> pageActions() {
        return output.pageCalls().available();
    }

    @Override
    public @Nullable Object call(
            String name, Map<String, ? extends @Nullable Object> input, Duration timeout)
            throws InterruptedException {
        lock.lock();
        try {
            requireRunning();
        } finally {
            lock.unlock();
        }
        return output.pageCalls().call(name, input, timeout);
    }

    @Override
    public boolean canHandOff() {
        return output.canHandOff();
    }

    @Override
    public void handOff(String reason) {
        if (!canHandOff()) {
            ThreadContext.super.handOff(reason);
        }
        Handoff wanted = Handoff.byApp(reason);
        lock.lock();
        try {
            requireRunning();
            handoff = wanted;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void send(String type, Map<String, ? extends @Nullable Object> data) {
        ThreadEvent event = ThreadEvent.create(type, data);
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

    @Override
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

    @Override
    public void reportStatus(String text) {
        lock.lock();
        try {
            requireRunning();
            output.onStatus(text);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void reportLlmCall(LlmUsage usage) {
        output.onLlmCall(usage);
        lock.lock();
        try {
            if (!ended) {
                llmUsage.add(usage);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Span span() {
        return span;
    }

    /// Ends the run and returns what it sent, in order. Later calls return the same.
    public List<ThreadEvent> end() {
        lock.lock();
        try {
            if (!ended) {
                ended = true;
                endStreamedMessage();
                addLlmUsage();
                addHandoff();
            }
            return List.copyOf(outgoing);
        } finally {
            lock.unlock();
        }
    }

    /// Ends the run because the visitor stopped it: the text streamed so far is marked as stopped.
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

    /// Sends a message, with its sources below it.
    private void say(String type, String text, Map<String, Object> more) {
        lock.lock();
        try {
            requireRunning();
            endStreamedMessage();
            Map<String, @Nullable Object> data =
                    ChatMessage.ofAssistant(text + sources.below(text)).toData();
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
            output.onFirstPiece(Duration.ofNanos(System.nanoTime() - asked));
        }
        output.onPiece(messageId, piece);
    }

    private void endStreamedMessage() {
        if (streamed != null) {
            outgoing.add(streamed.toEvent(stopped, sources));
            streamed = null;
            sources.clear();
        }
    }

    private void addHandoff() {
        if (handoff != null) {
            outgoing.add(ThreadEvent.create(EventTypes.HANDOFF, handoff.toData()));
        }
    }

    private void addLlmUsage() {
        if (lastOfType(outgoing, EventTypes.QUERY_PROCESSED).isEmpty()) {
            llmUsage.toEvent(output.app()).ifPresent(outgoing::add);
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
