package io.jims.conversation;

import io.jims.conversation.log.RunFailure;
import io.jims.conversation.log.ThreadLog;
import io.jims.conversation.notice.Follower;
import io.jims.conversation.notice.Followers;
import io.jims.conversation.notice.Notice;
import io.jims.conversation.pending.PendingMessage;
import io.jims.conversation.pending.PendingMessages;
import io.jims.conversation.replica.ReplicaChannel;
import io.jims.conversation.run.ActiveRun;
import io.jims.conversation.run.RunRequest;
import io.jims.conversation.run.RunResult;
import io.jims.core.Span;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.store.Replicas.Claim;
import io.jims.store.StoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// The run of a thread on this replica: what it sees, what is told of it here and elsewhere, and
/// what it leaves in the log. Guarded by the conversation's lock, but for its progress, which is
/// told in step with all else that followers are told.
final class LocalRun {
    private static final Logger LOGGER = System.getLogger(LocalRun.class.getName());

    private final ThreadId thread;
    private final FollowedLog log;
    private final PendingMessages messages;
    private final Followers followers;
    private final RemoteRun remote;
    private final ReplicaChannel channel;

    LocalRun(
            ThreadId thread,
            FollowedLog log,
            PendingMessages messages,
            Followers followers,
            RemoteRun remote,
            ReplicaChannel channel) {
        this.thread = thread;
        this.log = log;
        this.messages = messages;
        this.followers = followers;
        this.remote = remote;
        this.channel = channel;
    }

    /// The message whose run is under way here, or which this replica is about to begin.
    Optional<PendingMessage> activeOrNext() {
        PendingMessage active = messages.active();
        PendingMessage next = remote.mayBeNext() ? null : messages.next();
        return Optional.ofNullable(active == null ? next : active);
    }

    /// The run under way, here or on another replica, as far as it has come. Called in step with
    /// what followers are told.
    Optional<ActiveRun> active() {
        PendingMessage active = messages.active();
        return active == null ? remote.active() : Optional.of(active.toActiveRun());
    }

    /// Tells a new follower what the run here is doing. Called in step with what followers are
    /// told.
    void tellStatusTo(Follower follower) {
        PendingMessage active = messages.active();
        if (active != null && !active.status().isEmpty()) {
            follower.tell(new Notice.Status(active.status()));
        }
    }

    /// The run of this message begins.
    ///
    /// @param later reads what it sees, see [#eventsUntil]; called without the lock
    /// @return what it has to answer
    RunRequest begin(PendingMessage message, Function<Instant, List<ThreadEvent>> later) {
        ThreadLog current = log.get();
        current.holdEvents();
        RunRequest request =
                new RunRequest(
                        current.thread(),
                        current.forRun(message.event(), messages.waitingBeside(message), later),
                        message.isRetry(),
                        message.message().language(),
                        message.work());
        messages.begin(message);
        remote.clear();
        if (message.isRetry()) {
            // The replica that accepted it may have it followed.
            followers.inStep(channel::open);
        }
        return request;
    }

    /// What the run of the message sees that began at this time.
    List<ThreadEvent> eventsUntil(Instant until, PendingMessage message) {
        return log.get().upTo(message.event(), messages.waitingBeside(message), until);
    }

    /// Needs no lock.
    void tellStatus(PendingMessage message, String text) {
        followers.inStep(() -> {
            message.setStatus(text);
            followers.tell(new Notice.Status(text));
            channel.status(message.id(), text);
        });
    }

    /// Needs no lock.
    void tellPiece(PendingMessage message, UUID streamed, String piece) {
        followers.inStep(() -> {
            int offset = message.addPiece(streamed, piece);
            followers.tell(new Notice.Piece(streamed, piece));
            channel.piece(message.id(), streamed, offset, piece);
        });
    }

    /// Another replica wants to hear of the runs, and of the present one so far.
    void tellReplicas() {
        PendingMessage active = messages.active();
        followers.inStep(() -> {
            channel.open();
            if (active != null) {
                channel.soFar(active.toActiveRun());
                if (!active.status().isEmpty()) {
                    channel.status(active.id(), active.status());
                }
            }
        });
    }

    /// Stores how the run of the active message ended, and tells of it.
    ///
    /// @return the answer as it is stored
    List<ThreadEvent> settle(PendingMessage message, RunResult result, Span span, Claim claim) {
        if (claim.isLost()) {
            return giveUp(message);
        }
        List<ThreadEvent> stored = log.settle(message, result, span);
        messages.settle();
        followers.tellMessages(stored);
        tellEnd(message, result);
        return stored;
    }

    /// Another replica has the thread: what ran here does not count.
    private List<ThreadEvent> giveUp(PendingMessage message) {
        LOGGER.log(Level.WARNING, "A run on thread {0} was taken over by another server", thread);
        messages.end();
        log.forget();
        if (!message.isOwed()) {
            throw new StoreException("another server took the thread over during the run");
        }
        return List.of();
    }

    void tellEnd(PendingMessage message, RunResult result) {
        RunFailure failure =
                result.failure() == null ? null : RunFailure.of(message.id(), result.failure());
        if (failure != null) {
            followers.tell(new Notice.Failed(failure));
        }
        followers.tell(new Notice.Ended(message.id(), result.stopped()));
        if (!message.isOwed()) {
            followers.inStep(() -> channel.ended(message.id(), result.stopped(), failure));
        }
    }

    /// No run is under way any more.
    void end() {
        messages.end();
        log.releaseEvents();
    }
}
