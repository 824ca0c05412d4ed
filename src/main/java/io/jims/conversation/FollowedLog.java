package io.jims.conversation;

import io.jims.conversation.log.RunRetry;
import io.jims.conversation.log.ThreadLog;
import io.jims.conversation.log.ThreadNews;
import io.jims.conversation.log.UserMessage;
import io.jims.conversation.notice.Followers;
import io.jims.conversation.pending.PendingMessage;
import io.jims.conversation.pending.PendingMessages;
import io.jims.conversation.run.RunResult;
import io.jims.core.ChatException;
import io.jims.core.Feedback;
import io.jims.core.Handoff;
import io.jims.core.Span;
import io.jims.core.ThreadEvent;
import io.jims.observe.Tracer;
import io.jims.store.StaleThreadException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A conversation's log, in step with the store: it is read when it is first needed, and caught up
/// where other replicas wrote. What they wrote is told to followers, and changes what waits.
/// Guarded by the conversation's lock.
final class FollowedLog {
    private final Supplier<ThreadLog> source;
    private final Tracer tracer;
    private final PendingMessages messages;
    private final Followers followers;
    private final RemoteRun remote;
    private @Nullable ThreadLog log;

    /// @param source reads the log
    FollowedLog(
            Supplier<ThreadLog> source,
            Tracer tracer,
            PendingMessages messages,
            Followers followers,
            RemoteRun remote) {
        this.source = source;
        this.tracer = tracer;
        this.messages = messages;
        this.followers = followers;
        this.remote = remote;
    }

    boolean isRead() {
        return log != null;
    }

    /// The log; reads it if need be.
    ThreadLog get() {
        if (log == null) {
            ThreadLog read = source.get();
            read.unanswered().forEach(event -> messages.add(owed(event)));
            log = read;
            followers.tellUnknown(read::events);
        }
        return log;
    }

    /// Reads everything anew when it is next needed.
    void forget() {
        if (log != null) {
            followers.expectMoreThan(log.lastEvent());
            log.close();
        }
        log = null;
        messages.clear();
    }

    /// Nobody has the conversation open any more.
    void close() {
        if (log != null) {
            log.close();
        }
    }

    /// The run that saw the events has ended.
    void releaseEvents() {
        if (log != null) {
            log.releaseEvents();
        }
    }

    /// Follows what other replicas stored.
    ///
    /// @return whether there was anything
    boolean catchUp() {
        Optional<ThreadNews> news = log == null ? Optional.empty() : log.refresh();
        get(); // read just now, it needs no more
        news.ifPresent(this::follow);
        return news.isPresent();
    }

    /// Stores a visitor's message.
    ///
    /// @return empty if it had been stored before
    Optional<ThreadEvent> receive(UserMessage message, Span work) {
        return write(
                work, () -> get().receive(message), () -> get().find(message.id()).isPresent());
    }

    /// Stores that a message is owed an answer again.
    ///
    /// @return empty if another replica did
    Optional<UUID> retry(UUID message, Span work) {
        return write(work, () -> get().retry(message), () -> messages.contains(message));
    }

    /// Stores what the visitor thinks of an answer.
    ///
    /// @return empty if another replica did
    Optional<Feedback> rate(Feedback feedback, Span work) {
        return write(work, () -> get().rate(feedback), () -> get().isRated(feedback));
    }

    /// Stores who answers from now on.
    ///
    /// @return empty if they do already
    Optional<ThreadEvent> handOff(Handoff handoff, Span work) {
        return write(work, () -> get().handOff(handoff), () -> false).flatMap(event -> event);
    }

    /// Stores that a message is owed an answer no more.
    void release(PendingMessage message) {
        write(
                message.work(),
                () -> get().release(message.id()),
                () -> !messages.isWaiting(message.id()));
    }

    /// Stores an event of a run under way, or what a person says.
    ///
    /// @return empty if it had been stored before
    Optional<ThreadEvent> note(
            UUID id, String type, Map<String, @Nullable Object> data, Span work) {
        return write(work, () -> get().note(id, type, data), () -> get().find(id).isPresent());
    }

    /// Stores how the run of the active message ended, unless the message was answered before: by
    /// another replica that had taken the run for dead, or by this one without being told so.
    ///
    /// @return the answer as it is stored
    List<ThreadEvent> settle(PendingMessage message, RunResult result, Span span) {
        if (messages.isSuperseded(message)) {
            return List.of();
        }
        List<ThreadEvent> sent = result.sent();
        ChatException failure = result.failure();
        Supplier<List<ThreadEvent>> step =
                failure == null
                        ? () -> get().settle(message.message(), sent)
                        : () -> get().settleFailure(message.message(), failure);
        return write(span, step, () -> isSettled(message, sent))
                .orElse(message.isOwed() ? List.of() : sent);
    }

    private boolean isSettled(PendingMessage message, List<ThreadEvent> sent) {
        return message.isOwed()
                ? messages.isSuperseded(message)
                : !sent.isEmpty() && get().find(sent.getFirst().id()).isPresent();
    }

    /// Writes to the thread; follows it first where other replicas wrote.
    ///
    /// @param superseded whether there is nothing left to write then
    /// @return empty if so
    private <T> Optional<T> write(Span work, Supplier<T> step, BooleanSupplier superseded) {
        while (true) {
            try {
                return Optional.of(work.around(Tracer.STORE, step));
            } catch (StaleThreadException e) {
                if (!catchUp()) {
                    throw e;
                }
                if (superseded.getAsBoolean()) {
                    return Optional.empty();
                }
            }
        }
    }

    private void follow(ThreadNews news) {
        RunRetry.messagesOf(news.events()).stream()
                .flatMap(message -> get().find(message).stream())
                .forEach(event -> followers.tellMessages(List.of(event))); // failed no more
        followers.tellStored(news.events());
        remote.follow(news, messages.replace(news.owed(), id -> find(news, id), this::owed))
                .forEach(followers::tell);
    }

    private Optional<ThreadEvent> find(ThreadNews news, UUID id) {
        return news.events().stream()
                .filter(event -> event.id().equals(id))
                .findFirst()
                .or(() -> get().find(id));
    }

    private PendingMessage owed(ThreadEvent event) {
        return PendingMessage.owed(event, tracer.trace());
    }
}
