package io.jims.widget;

import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.LlmUsage;
import io.jims.core.PipelineRunner;
import io.jims.core.Run;
import io.jims.core.RunListener;
import io.jims.core.Span;
import io.jims.core.StoreException;
import io.jims.core.ThreadController;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.UserMessage;
import io.jims.widget.admission.Admission;
import io.jims.widget.admission.ClientAddress;
import io.jims.widget.admission.Sender;
import io.jims.widget.protocol.JimsProtocol;
import io.jims.widget.protocol.MessageFrames;
import io.jims.widget.protocol.ServerFrame;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A thread that sockets are having at present: one run at a time, in the order in which messages
/// came, whatever the number of sockets; what happens in it is told to all who follow it. Safe for
/// all threads.
///
/// Two locks: `turns` is held for a whole run and hands out runs in order; `lock` guards the state
/// and is held for moments, of which a write to the store is the longest. A run tells of its
/// progress under `lock`, so nobody may wait for a run while holding it.
final class Conversation {
    private static final Logger LOGGER = System.getLogger(Conversation.class.getName());

    private final ThreadId id;
    private final Supplier<ThreadController> source;
    private final PipelineRunner runner;
    private final Admission admission;
    private final int maxWaiting;

    private final ReentrantLock turns = new ReentrantLock(true);
    private final ReentrantLock lock = new ReentrantLock();
    private final Audience audience = new Audience();
    private final Deque<Turn> waiting = new ArrayDeque<>(1);
    private @Nullable ThreadController controller;
    private @Nullable Turn active;
    private boolean answering;

    /// Whether this has its place in the backlog.
    private boolean placed;

    /// @param source gives the controller when it is first needed, and anew after [#forget]
    /// @param maxWaiting messages that are owed an answer and may wait for their run
    Conversation(
            ThreadId id,
            Supplier<ThreadController> source,
            PipelineRunner runner,
            Admission admission,
            int maxWaiting) {
        this.id = id;
        this.source = source;
        this.runner = runner;
        this.admission = admission;
        this.maxWaiting = maxWaiting;
    }

    ThreadId id() {
        return id;
    }

    /// The owner; empty where another service made the thread without one.
    Optional<String> contactId() {
        lock.lock();
        try {
            return Optional.ofNullable(controller().thread().contactId());
        } finally {
            lock.unlock();
        }
    }

    /// Welcomes a follower and tells it from then on what happens.
    ///
    /// @param after id of the last event that it has seen
    void follow(Follower follower, @Nullable UUID after) {
        locked(() -> {
            MessageFrames.Unseen unseen = MessageFrames.unseen(controller().events(), after);
            follower.welcome(
                    controller().thread(),
                    unseen.messages(),
                    active == null ? null : active.toFrame());
            tellAll(follower, unseen.failures());
            audience.add(follower);
        });
    }

    /// Tells the follower from now on what happens; it has no need of what was before.
    void join(Follower follower) {
        locked(() -> {
            audience.add(follower);
        });
    }

    void unfollow(Follower follower) {
        locked(() -> {
            audience.remove(follower);
        });
    }

    /// Answers a message of a client that is promised nothing: waits for its turn, then for its
    /// run.
    ///
    /// @throws ChatException if too much is asked for at present
    List<ThreadEvent> answer(String text, ClientAddress address, Span work)
            throws InterruptedException {
        admission.backlog().enter();
        try {
            locked(() -> admission.admit(sender(address)));
            turns.lockInterruptibly();
            try {
                Turn turn = receive(UserMessage.of(text), work);
                return finish(turn, begin(turn));
            } finally {
                turns.unlock();
            }
        } finally {
            admission.backlog().leave();
        }
    }

    /// Takes a message that [#answerNext] will answer: it is durable when this returns. One that
    /// was taken before changes nothing.
    ///
    /// @param sender is told so
    /// @throws ChatException `BUSY` if too many wait, or else if too much is asked for at present;
    ///   nothing was stored
    void take(UserMessage message, Follower sender, ClientAddress address) {
        lock.lock();
        try {
            if (controller().hasReceived(message.id())) {
                repeat(message.id(), sender);
                return;
            }
            if (waiting.size() >= maxWaiting) {
                throw new ChatException(
                        ErrorCode.BUSY,
                        "At most " + maxWaiting + " messages may wait. Please wait for an answer.");
            }
            Span work = sender.trace();
            ThreadEvent event = receive(message, address, work);
            sender.tell(JimsProtocol.write(new ServerFrame.Ack(message.id(), id)));
            audience.tellOf(List.of(event));
            waiting.add(new Turn(message, event, false, work));
        } finally {
            lock.unlock();
        }
    }

    /// Whether someone has to call [#answerNext] until it has nothing left, which the caller then
    /// is.
    boolean beginAnswering() {
        lock.lock();
        try {
            boolean nothingOwed = controller != null && waiting.isEmpty(); // else not read yet
            if (answering || nothingOwed) {
                return false;
            }
            answering = true;
            if (!placed) { // it is owed answers from before
                admission.backlog().enterOwed();
                placed = true;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    void endAnswering() {
        locked(this::leaveBacklog);
    }

    /// Answers the message that waits longest for the answer that it is owed.
    ///
    /// @return false if there is none
    boolean answerNext() throws InterruptedException {
        turns.lockInterruptibly();
        try {
            Begun next = beginNext();
            if (next != null) {
                finish(next.turn(), next.run());
            }
            return next != null;
        } finally {
            turns.unlock();
        }
    }

    /// Ends the run under way, or the one that is just about to begin, if there is one.
    void stop() {
        Run run = requestStop();
        if (run != null) { // without the lock: the run may just be telling of a piece
            run.stop();
        }
    }

    /// Reads everything anew from the store when it is next needed: a write failed, and what the
    /// store has is what counts.
    void forget() {
        locked(() -> {
            controller = null;
            waiting.clear();
        });
    }

    private ThreadController controller() {
        if (controller == null) {
            ThreadController loaded = source.get();
            Span work = runner.trace(header -> Optional.empty());
            loaded.unanswered().forEach(event -> waiting.add(Turn.owed(event, work)));
            controller = loaded;
        }
        return controller;
    }

    private void repeat(UUID messageId, Follower sender) {
        sender.tell(JimsProtocol.write(new ServerFrame.Ack(messageId, id)));
        boolean pending =
                (active != null && active.is(messageId))
                        || waiting.stream().anyMatch(turn -> turn.is(messageId));
        if (!pending) { // the client may have lost what it was told
            MessageFrames.Unseen unseen = MessageFrames.unseen(controller().events(), messageId);
            tellAll(sender, unseen.messages());
            tellAll(sender, unseen.failures());
            sender.tell(JimsProtocol.write(new ServerFrame.Done(messageId, false)));
        }
    }

    private static void tellAll(Follower follower, List<? extends ServerFrame> frames) {
        frames.forEach(frame -> follower.tell(JimsProtocol.write(frame)));
    }

    private Turn receive(UserMessage message, Span work) {
        lock.lock();
        try {
            ThreadEvent event = work.around(Span.STORE, () -> controller().receive(message));
            audience.tellOf(List.of(event));
            return new Turn(message, event, false, work);
        } finally {
            lock.unlock();
        }
    }

    /// Takes a place and a token, then stores the message. Called with the lock.
    private ThreadEvent receive(UserMessage message, ClientAddress address, Span work) {
        if (!placed) {
            admission.backlog().enter();
            placed = true;
        }
        boolean received = false;
        try {
            admission.admit(sender(address));
            ThreadEvent event = work.around(Span.STORE, () -> controller().receive(message));
            received = true;
            return event;
        } finally {
            if (!received && !answering && waiting.isEmpty()) {
                leavePlace();
            }
        }
    }

    private Sender sender(ClientAddress address) {
        return new Sender(address, visitor(), id, !controller().isStored());
    }

    /// Whom limits and quotas hold for: the thread's owner.
    private String visitor() {
        String contact = controller().thread().contactId();
        return contact == null ? "thread " + id.value() : contact;
    }

    /// Nothing is being answered any more. Called with the lock.
    private void leaveBacklog() {
        answering = false;
        leavePlace();
    }

    /// Called with the lock.
    private void leavePlace() {
        if (placed) {
            placed = false;
            admission.backlog().leave();
        }
    }

    /// Called with the lock, before visitors hear that the next message may come.
    private void leavePlaceIfIdle() {
        if (waiting.isEmpty()) {
            leavePlace();
        }
    }

    private @Nullable Run requestStop() {
        lock.lock();
        try {
            Turn turn = active == null ? waiting.peek() : active;
            return turn == null ? null : turn.requestStop();
        } finally {
            lock.unlock();
        }
    }

    /// Begins with the message that waits longest. At every moment a message is either waiting,
    /// active or answered, whoever asks.
    private @Nullable Begun beginNext() {
        lock.lock();
        try {
            controller();
            Turn turn = waiting.peek();
            if (turn == null) {
                leaveBacklog();
                return null;
            }
            Run run = begin(turn);
            waiting.remove();
            return new Begun(turn, run);
        } finally {
            lock.unlock();
        }
    }

    private Run begin(Turn turn) {
        lock.lock();
        try {
            List<ThreadEvent> later =
                    waiting.stream().filter(other -> other != turn).map(Turn::event).toList();
            RunListener listener = new Progress(turn, visitor());
            PipelineRunner speaking = runner.speaking(turn.message().language());
            Run run =
                    controller()
                            .start(
                                    turn.event(),
                                    later,
                                    turn.isRetry(),
                                    speaking,
                                    listener,
                                    turn.work());
            turn.begin(run);
            active = turn;
            return run;
        } finally {
            lock.unlock();
        }
    }

    private List<ThreadEvent> finish(Turn turn, Run run) throws InterruptedException {
        try {
            if (turn.isStopRequested()) { // before it had begun
                run.stop();
            }
            List<ThreadEvent> sent = run.await();
            return untilStored(turn, () -> settle(turn, run, sent));
        } catch (ChatException e) {
            run.span().fail(e);
            untilStored(turn, () -> settleFailure(turn, run, e));
            throw e;
        } finally {
            run.span().close();
            end();
        }
    }

    /// Stores what came out of a run that was owed, however long the store fails: running it again
    /// would cost once more, and say something else than its visitor has seen.
    private List<ThreadEvent> untilStored(Turn turn, Supplier<List<ThreadEvent>> step)
            throws InterruptedException {
        Backoff backoff = new Backoff();
        while (true) {
            try {
                return step.get();
            } catch (StoreException e) {
                if (!turn.message().owed() || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LOGGER.log(Level.ERROR, "An answer on thread " + id + " is not stored yet", e);
                backoff.pause();
            }
        }
    }

    private List<ThreadEvent> settle(Turn turn, Run run, List<ThreadEvent> sent) {
        boolean stopped = run.isStopped();
        lock.lock();
        try {
            List<ThreadEvent> stored =
                    run.span().around(Span.STORE, () -> controller().settle(turn.message(), sent));
            active = null;
            leavePlaceIfIdle();
            audience.tellOf(stored);
            audience.tell(new ServerFrame.Done(turn.message().id(), stopped));
            return stored;
        } finally {
            lock.unlock();
        }
    }

    private List<ThreadEvent> settleFailure(Turn turn, Run run, ChatException failure) {
        UUID messageId = turn.message().id();
        lock.lock();
        try {
            run.span()
                    .around(Span.STORE, () -> controller().settleFailure(turn.message(), failure));
            active = null;
            leavePlaceIfIdle();
            audience.tell(new ServerFrame.Failure(failure.code(), failure.text(), messageId, null));
            audience.tell(new ServerFrame.Done(messageId, false));
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        locked(() -> {
            active = null;
        });
    }

    private void locked(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }

    private record Begun(Turn turn, Run run) {}

    /// Tells the followers what a run does. Called on the run's thread.
    private final class Progress implements RunListener {
        private final Turn turn;
        private final String visitor;

        Progress(Turn turn, String visitor) {
            this.turn = turn;
            this.visitor = visitor;
        }

        @Override
        public void onStatus(String text) {
            locked(() -> {
                audience.tell(new ServerFrame.Status(text));
            });
        }

        @Override
        public void onPiece(UUID messageId, String piece) {
            locked(() -> {
                turn.addPiece(messageId, piece);
                audience.tell(new ServerFrame.Delta(messageId, piece));
            });
        }

        @Override
        public void onLlmCall(LlmUsage usage) {
            admission.budget().spend(visitor, usage.tokens());
        }
    }
}
