package io.jims.conversation;

import io.jims.admission.Admission;
import io.jims.admission.address.ClientAddress;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.Span;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.UserMessage;
import io.jims.store.Replicas;
import io.jims.widget.protocol.JimsProtocol;
import io.jims.widget.protocol.MessageFrames;
import io.jims.widget.protocol.ServerFrame;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A thread that sockets are having at present, here and on other servers: what happens in it is
/// told to all who follow it. Its runs are those of [ConversationRuns]. Safe for all threads.
///
/// The lock guards the state and is held for moments, of which a write to the store is the longest.
public final class Conversation {
    private final ThreadId id;
    private final Replicas replicas;
    private final Admission admission;
    private final int maxWaiting;

    private final ReentrantLock lock = new ReentrantLock();
    private final ConversationState state;
    private final ConversationRuns runs;

    /// @param source gives the controller when it is first needed, and anew after [#forget]
    /// @param maxWaiting messages that are owed an answer and may wait for their run
    Conversation(
            ThreadId id,
            Supplier<ThreadController> source,
            PipelineRunner runner,
            Replicas replicas,
            Admission admission,
            int maxWaiting) {
        this.id = id;
        this.replicas = replicas;
        this.admission = admission;
        this.maxWaiting = maxWaiting;
        this.state =
                new ConversationState(
                        id,
                        source,
                        () -> runner.trace(header -> Optional.empty()),
                        new BacklogPlace(admission.backlog()));
        this.runs = new ConversationRuns(id, runner, replicas, admission, lock, state);
    }

    public ThreadId id() {
        return id;
    }

    /// The owner; empty where another service made the thread without one.
    public Optional<String> contactId() {
        lock.lock();
        try {
            return Optional.ofNullable(state.controller().thread().contactId());
        } finally {
            lock.unlock();
        }
    }

    /// Welcomes a follower and tells it from then on what happens.
    ///
    /// @param after id of the last event that it has seen
    public void follow(Follower follower, @Nullable UUID after) {
        locked(() -> {
            if (replicas.shared()) {
                state.refresh();
            }
            ThreadController controller = state.controller();
            MessageFrames.Unseen unseen = MessageFrames.unseen(controller.events(), after);
            follower.welcome(
                    controller.thread(), unseen.messages(), state.activeFrame(replicas.shared()));
            tellAll(follower, unseen.failures());
            state.audience().add(follower);
            askForRun();
        });
    }

    /// Tells the follower from now on what happens; it has no need of what was before.
    public void join(Follower follower) {
        locked(() -> {
            state.audience().add(follower);
        });
    }

    public void unfollow(Follower follower) {
        locked(() -> {
            state.audience().remove(follower);
        });
    }

    /// See [ConversationRuns#answer].
    public List<ThreadEvent> answer(String text, ClientAddress address, Span work)
            throws InterruptedException {
        return runs.answer(text, address, work);
    }

    /// Takes a message that [#answerNext] will answer: it is durable when this returns. One that
    /// was taken before changes nothing.
    ///
    /// @param sender is told so
    /// @throws ChatException `BUSY` if too many wait, or else if too much is asked for at present;
    ///   nothing was stored
    /// @throws io.jims.store.StaleThreadException if it was the first of another thread
    public void take(UserMessage message, Follower sender, ClientAddress address) {
        locked(() -> {
            if (state.controller().hasReceived(message.id())) {
                repeat(message.id(), sender);
                return;
            }
            if (state.waiting().size() >= maxWaiting) {
                throw new ChatException(
                        ErrorCode.BUSY,
                        "At most " + maxWaiting + " messages may wait. Please wait for an answer.");
            }
            Span work = sender.trace();
            admitted(message, address, work)
                    .ifPresentOrElse(
                            event -> {
                                sender.tell(ack(message.id()));
                                state.audience().tellOf(List.of(event));
                                state.waiting().add(new Turn(message, event, false, work));
                            },
                            () -> repeat(message.id(), sender));
        });
    }

    /// Whether someone has to call [#answerNext] until it has nothing left, which the caller then
    /// is.
    boolean beginAnswering() {
        lock.lock();
        try {
            return state.beginAnswering();
        } finally {
            lock.unlock();
        }
    }

    void endAnswering() {
        locked(state::endAnswering);
    }

    /// See [ConversationRuns#answerNext].
    ConversationRuns.Attempt answerNext() throws InterruptedException {
        return runs.answerNext();
    }

    /// Waits until another server did something in this thread, or for that long.
    void awaitNews(Duration longest) throws InterruptedException {
        runs.awaitNews(longest);
    }

    /// Follows what other servers stored; does nothing where the thread is yet to be read.
    void refresh() {
        locked(() -> {
            if (state.isRead() && state.refresh()) {
                askForRun();
            }
            runs.signalNews();
        });
    }

    /// Takes what another server told.
    public void take(RunNote note) {
        switch (note) {
            case RunNote.Ask() -> locked(runs::tellElsewhere);
            case RunNote.Stop() -> runs.stopHere();
            case RunNote.Status status -> locked(() -> state.follow(status));
            case RunNote.Piece piece -> locked(() -> state.follow(piece));
            case RunNote.Ended ended -> locked(() -> state.follow(ended));
        }
    }

    /// See [ConversationRuns#stop].
    public void stop() {
        runs.stop();
    }

    /// Reads everything anew from the store when it is next needed: a write failed, and what the
    /// store has is what counts.
    void forget() {
        locked(state::forget);
    }

    /// Takes a place and a token, then stores the message.
    ///
    /// @return empty if it had been stored before
    private Optional<ThreadEvent> admitted(UserMessage message, ClientAddress address, Span work) {
        state.place().enter();
        boolean received = false;
        try {
            admission.admit(state.sender(address));
            Optional<ThreadEvent> stored = state.store(message, work);
            received = stored.isPresent();
            return stored;
        } finally {
            if (!received) {
                state.leavePlaceIfUnneeded();
            }
        }
    }

    private void repeat(UUID messageId, Follower sender) {
        sender.tell(ack(messageId));
        if (!state.isPending(messageId)) { // the client may have lost what it was told
            MessageFrames.Unseen unseen =
                    MessageFrames.unseen(state.controller().events(), messageId);
            tellAll(sender, unseen.messages());
            tellAll(sender, unseen.failures());
            sender.tell(JimsProtocol.write(new ServerFrame.Done(messageId, false)));
        }
    }

    /// A run may be under way elsewhere, and its followers here want to hear of it.
    private void askForRun() {
        if (replicas.shared()
                && !state.audience().isEmpty()
                && state.active() == null
                && state.awaitsAnswer()) {
            runs.note(new RunNote.Ask());
        }
    }

    private String ack(UUID messageId) {
        return JimsProtocol.write(new ServerFrame.Ack(messageId, id));
    }

    private static void tellAll(Follower follower, List<? extends ServerFrame> frames) {
        frames.forEach(frame -> follower.tell(JimsProtocol.write(frame)));
    }

    private void locked(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }
}
