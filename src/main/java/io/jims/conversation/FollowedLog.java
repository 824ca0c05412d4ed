package io.jims.conversation;

import io.jims.conversation.log.RunRetry;
import io.jims.conversation.log.StoredSteps;
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
import io.jims.store.StoreException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    private long timesFollowed;

    /// How far the last log had come; null where all of it is followed.
    private ThreadLog.@Nullable Position forgotten;

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
    ///
    /// @throws StoreException if it cannot be read at present; then nothing has changed
    ThreadLog get() {
        ThreadLog present = log;
        return present == null ? read() : present;
    }

    /// How often steps that were not this conversation's were followed: whatever was known of the
    /// thread before may have changed with each time.
    long timesFollowed() {
        return timesFollowed;
    }

    /// Reads everything anew when it is next needed. What waits goes on to wait until then, and
    /// followers are told then of what they missed.
    void forget() {
        if (log != null) {
            forgotten = log.position();
            log.close();
        }
        log = null;
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
    /// @throws StoreException if that cannot be read at present; then nothing has changed
    boolean catchUp() {
        ThreadLog present = log;
        if (present == null) { // read just now, it needs no more
            get();
            return false;
        }
        Optional<StoredSteps> steps = present.stepsToFollow();
        steps.ifPresent(found -> {
            Map<UUID, ThreadEvent> older = lookUp(present, found.news(), List.of());
            present.follow(found);
            follow(found.news(), older);
        });
        return steps.isPresent();
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

    private ThreadLog read() {
        ThreadLog read = source.get();
        List<ThreadEvent> owed = read.unanswered();
        Set<UUID> ids = owed.stream().map(ThreadEvent::id).collect(Collectors.toSet());
        StoredSteps since = read.isStored() ? read.stepsToFollow().orElse(null) : null;
        if (since != null) { // then what is owed may be newer than the events
            ids = since.news().owed();
            read.follow(since);
        }
        ThreadNews news =
                forgotten == null ? new ThreadNews(List.of(), ids) : read.newsSince(forgotten, ids);
        Map<UUID, ThreadEvent> older = lookUp(read, news, owed);
        log = read;
        forgotten = null;
        follow(news, older);
        return read;
    }

    /// The events that news are about, without being among them: messages that are owed an answer,
    /// or one more. The last that the store is asked for.
    ///
    /// @param known some of them
    private Map<UUID, ThreadEvent> lookUp(
            ThreadLog from, ThreadNews news, List<ThreadEvent> known) {
        Map<UUID, ThreadEvent> found = new HashMap<>();
        known.forEach(event -> found.put(event.id(), event));
        news.events().forEach(event -> found.put(event.id(), event));
        Stream.concat(
                        RunRetry.messagesOf(news.events()).stream(),
                        news.owed().stream().filter(id -> !messages.contains(id)))
                .filter(id -> !found.containsKey(id))
                .distinct()
                .forEach(id -> from.find(id).ifPresent(event -> found.put(id, event)));
        return found;
    }

    /// @param events those of the news, and the others that they are about
    private void follow(ThreadNews news, Map<UUID, ThreadEvent> events) {
        timesFollowed++;
        Function<UUID, Optional<ThreadEvent>> find = id -> Optional.ofNullable(events.get(id));
        RunRetry.messagesOf(news.events()).stream()
                .flatMap(message -> find.apply(message).stream())
                .forEach(event -> followers.tellMessages(List.of(event))); // failed no more
        followers.tellStored(news.events());
        remote.follow(news, messages.replace(news.owed(), find, this::owed))
                .forEach(followers::tell);
    }

    private PendingMessage owed(ThreadEvent event) {
        return PendingMessage.owed(event, tracer.trace());
    }
}
