package io.jims.conversation;

import io.jims.admission.Admission;
import io.jims.admission.address.ClientAddress;
import io.jims.core.ChatException;
import io.jims.core.LlmUsage;
import io.jims.core.RunListener;
import io.jims.core.Span;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.UserMessage;
import io.jims.store.Replicas;
import io.jims.store.Replicas.Claim;
import io.jims.store.StoreException;
import io.jims.widget.protocol.ServerFrame;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The runs of a conversation: one at a time, in the order in which messages came, whatever the
/// number of sockets, and of servers. Safe for all threads.
///
/// Here `turns` is held for a whole run and hands out runs in order; among servers it is the
/// thread's claim. The conversation's lock guards the state and is held for moments. A run tells of
/// its progress under that lock, so nobody may wait for a run while holding it.
final class ConversationRuns {
    private static final Logger LOGGER = System.getLogger(ConversationRuns.class.getName());

    /// What became of an attempt to answer.
    enum Attempt {
        ANSWERED,
        NOTHING_OWED,
        /// Another server has a run in this thread.
        CLAIMED_ELSEWHERE
    }

    private final ThreadId id;
    private final PipelineRunner runner;
    private final Replicas replicas;
    private final Admission admission;
    private final ReentrantLock turns = new ReentrantLock(true);
    private final ReentrantLock lock;
    private final Condition news;
    private final ConversationState state;
    private long newsHeard;
    private boolean claimedElsewhere;

    /// Whether another server wants to hear of the runs.
    private boolean heardElsewhere;

    /// @param lock guards the state
    ConversationRuns(
            ThreadId id,
            PipelineRunner runner,
            Replicas replicas,
            Admission admission,
            ReentrantLock lock,
            ConversationState state) {
        this.id = id;
        this.runner = runner;
        this.replicas = replicas;
        this.admission = admission;
        this.lock = lock;
        this.news = lock.newCondition();
        this.state = state;
    }

    /// Answers a message of a client that is promised nothing: waits for its turn, then for its
    /// run.
    ///
    /// @throws ChatException if too much is asked for at present
    List<ThreadEvent> answer(String text, ClientAddress address, Span work)
            throws InterruptedException {
        admission.backlog().enter();
        try {
            admit(address);
            turns.lockInterruptibly();
            try (Claim claim = awaitClaim()) {
                Turn turn = receive(UserMessage.of(text), claim, work);
                return finish(turn, begin(turn), claim);
            } finally {
                turns.unlock();
            }
        } finally {
            admission.backlog().leave();
        }
    }

    /// Answers the message that waits longest for the answer that it is owed, unless another server
    /// has a run in the thread.
    Attempt answerNext() throws InterruptedException {
        turns.lockInterruptibly();
        try {
            if (isAllAnswered()) {
                return Attempt.NOTHING_OWED;
            }
            Claim claim = tryClaim().orElse(null);
            if (claim == null) {
                return Attempt.CLAIMED_ELSEWHERE;
            }
            try (claim) {
                Begun next = beginNext(claim);
                if (next == null) {
                    return Attempt.NOTHING_OWED;
                }
                finish(next.turn(), next.run(), claim);
                return Attempt.ANSWERED;
            }
        } finally {
            turns.unlock();
        }
    }

    /// Waits until another server did something in this thread, or for that long.
    void awaitNews(Duration longest) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = longest.toNanos();
            for (long heard = newsHeard; heard == newsHeard && left > 0; ) {
                left = news.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Called with the lock held.
    void signalNews() {
        newsHeard++;
        news.signalAll();
    }

    /// Another server wants to hear of the runs, and of the present one so far. Called with the
    /// lock held.
    void tellElsewhere() {
        heardElsewhere = true;
        Turn turn = state.active();
        if (turn != null && turn.streamed() != null) {
            tellPieces(turn, turn.streamed(), 0, turn.text());
        }
    }

    /// Ends the run under way, or the one that is just about to begin, wherever that is.
    void stop() {
        if (!stopHere(true)) {
            note(new RunNote.Stop());
        }
    }

    /// Ends the run under way here, if there is one.
    void stopHere() {
        stopHere(false);
    }

    /// @param orNext whether the run that is just about to begin is meant where none is under way
    /// @return whether there was one
    private boolean stopHere(boolean orNext) {
        Run run;
        lock.lock();
        try {
            Turn turn = state.active() == null && orNext ? nextHere() : state.active();
            run = turn == null ? null : turn.requestStop();
        } finally {
            lock.unlock();
        }
        if (run != null) { // without the lock: the run may just be telling of a piece
            run.stop();
        }
        return run != null;
    }

    void note(RunNote note) {
        if (replicas.shared()) {
            replicas.tell(id, RunNotes.write(note));
        }
    }

    /// The message whose run this server is about to begin.
    private @Nullable Turn nextHere() {
        Turn next = state.waiting().peek();
        boolean elsewhere =
                replicas.shared() && (claimedElsewhere || (next != null && next.isRetry()));
        return elsewhere ? null : next;
    }

    private boolean isAllAnswered() {
        lock.lock();
        try {
            if (state.isRead() && state.waiting().isEmpty()) {
                state.endAnswering();
                return true;
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void admit(ClientAddress address) {
        lock.lock();
        try {
            admission.admit(state.sender(address));
        } finally {
            lock.unlock();
        }
    }

    private Claim awaitClaim() throws InterruptedException {
        Backoff backoff = Backoff.ofClaims();
        while (true) {
            Claim claim = tryClaim().orElse(null);
            if (claim != null) {
                return claim;
            }
            awaitNews(backoff.next());
        }
    }

    private Optional<Claim> tryClaim() {
        Optional<Claim> claim = replicas.tryClaim(id);
        if (replicas.shared()) {
            lock.lock();
            try {
                if (claim.isEmpty() && !claimedElsewhere) {
                    note(new RunNote.Ask()); // whoever has it may run what was taken here
                }
                claimedElsewhere = claim.isEmpty();
            } finally {
                lock.unlock();
            }
        }
        return claim;
    }

    /// Follows what other servers stored before they gave the claim back.
    private void catchUp(Claim claim) {
        if (replicas.shared()
                && state.isRead()
                && state.controller().version() != claim.version()) {
            state.refresh();
        }
    }

    private Turn receive(UserMessage message, Claim claim, Span work) {
        lock.lock();
        try {
            catchUp(claim);
            return state.receive(message, work);
        } finally {
            lock.unlock();
        }
    }

    /// Begins with the message that waits longest. At every moment a message is either waiting,
    /// active or answered, whoever asks.
    private @Nullable Begun beginNext(Claim claim) {
        lock.lock();
        try {
            catchUp(claim);
            state.controller();
            Turn turn = state.waiting().peek();
            if (turn == null) {
                state.endAnswering();
                return null;
            }
            Run run = begin(turn);
            state.waiting().remove();
            return new Begun(turn, run);
        } finally {
            lock.unlock();
        }
    }

    private Run begin(Turn turn) {
        lock.lock();
        try {
            List<ThreadEvent> later =
                    state.waiting().stream()
                            .filter(other -> other != turn)
                            .map(Turn::event)
                            .toList();
            RunListener listener = new Progress(turn, state.visitor());
            PipelineRunner speaking = runner.speaking(turn.message().language());
            Run run =
                    state.controller()
                            .start(
                                    turn.event(),
                                    later,
                                    turn.isRetry(),
                                    speaking,
                                    listener,
                                    turn.work());
            turn.begin(run);
            state.begin(turn);
            heardElsewhere |= turn.isRetry(); // whoever took it may have it followed
            return run;
        } finally {
            lock.unlock();
        }
    }

    private List<ThreadEvent> finish(Turn turn, Run run, Claim claim) throws InterruptedException {
        try {
            if (turn.isStopRequested()) { // before it had begun
                run.stop();
            }
            List<ThreadEvent> sent = run.await();
            return untilStored(turn, () -> settle(turn, run, sent, claim));
        } catch (ChatException e) {
            run.span().fail(e);
            untilStored(turn, () -> settleFailure(turn, run, e, claim));
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

    private List<ThreadEvent> settle(Turn turn, Run run, List<ThreadEvent> sent, Claim claim) {
        boolean stopped = run.isStopped();
        lock.lock();
        try {
            if (claim.isLost()) {
                return giveUp(turn);
            }
            List<ThreadEvent> stored =
                    unlessAnswered(
                            turn, run, sent, () -> state.controller().settle(turn.message(), sent));
            state.audience().tellOf(stored);
            tellEnd(turn, stopped, null);
            return stored;
        } finally {
            lock.unlock();
        }
    }

    private List<ThreadEvent> settleFailure(
            Turn turn, Run run, ChatException failure, Claim claim) {
        lock.lock();
        try {
            if (claim.isLost()) {
                return giveUp(turn);
            }
            unlessAnswered(
                    turn,
                    run,
                    List.of(),
                    () -> state.controller().settleFailure(turn.message(), failure));
            tellEnd(turn, false, failure);
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    private void tellEnd(Turn turn, boolean stopped, @Nullable ChatException failure) {
        UUID messageId = turn.message().id();
        state.end();
        state.leavePlaceIfIdle();
        if (failure != null) {
            state.audience()
                    .tell(
                            new ServerFrame.Failure(
                                    failure.code(), failure.textForVisitor(), messageId, null));
        }
        state.audience().tell(new ServerFrame.Done(messageId, stopped));
        if (!turn.message().owed() && heardElsewhere) {
            note(
                    new RunNote.Ended(
                            messageId,
                            stopped,
                            failure == null ? null : failure.code(),
                            failure == null ? "" : failure.textForVisitor()));
        }
    }

    /// Stores the end of a run, unless the message was answered before: by another server that had
    /// taken the run for dead, or by this one without being told so.
    private List<ThreadEvent> unlessAnswered(
            Turn turn, Run run, List<ThreadEvent> sent, Supplier<List<ThreadEvent>> step) {
        if (turn.message().owed() && !state.isActiveOwed()) {
            return List.of();
        }
        return state.write(
                        () -> run.span().around(Span.STORE, step),
                        () ->
                                turn.message().owed()
                                        ? !state.isActiveOwed()
                                        : !sent.isEmpty()
                                                && state.event(sent.getFirst().id()).isPresent())
                .orElse(turn.message().owed() ? List.of() : sent);
    }

    /// Another server has the thread: what ran here does not count.
    private List<ThreadEvent> giveUp(Turn turn) {
        LOGGER.log(Level.WARNING, "A run on thread {0} was taken over by another server", id);
        state.end();
        state.forget();
        if (!turn.message().owed()) {
            throw new StoreException("another server took the thread over during the run");
        }
        return List.of();
    }

    private void end() {
        lock.lock();
        try {
            state.end();
        } finally {
            lock.unlock();
        }
    }

    private void tellPieces(Turn turn, UUID streamed, int offset, String text) {
        RunNotes.pieces(turn.message().id(), streamed, offset, text).forEach(this::note);
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
            lock.lock();
            try {
                state.audience().tell(new ServerFrame.Status(text));
                if (heardElsewhere) {
                    note(new RunNote.Status(turn.message().id(), text));
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void onLlmCall(LlmUsage usage) {
            admission.budget().spend(visitor, usage.tokens());
        }

        @Override
        public void onPiece(UUID messageId, String piece) {
            lock.lock();
            try {
                int offset = turn.addPiece(messageId, piece);
                state.audience().tell(new ServerFrame.Delta(messageId, piece));
                if (heardElsewhere) {
                    tellPieces(turn, messageId, offset, piece);
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
