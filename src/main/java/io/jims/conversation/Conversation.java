package io.jims.conversation;

import io.jims.admission.Admission;
import io.jims.admission.Client;
import io.jims.admission.Sender;
import io.jims.conversation.MessageIntake.Lookup;
import io.jims.conversation.guard.Guards;
import io.jims.conversation.handoff.PersonMessage;
import io.jims.conversation.log.PageCall;
import io.jims.conversation.log.ThreadLog;
import io.jims.conversation.log.UserMessage;
import io.jims.conversation.notice.Follower;
import io.jims.conversation.notice.Followers;
import io.jims.conversation.notice.Notice;
import io.jims.conversation.notice.ThreadSnapshot;
import io.jims.conversation.pending.PendingMessage;
import io.jims.conversation.pending.PendingMessages;
import io.jims.conversation.replica.ReplicaChannel;
import io.jims.conversation.replica.RunNote;
import io.jims.conversation.run.ActiveRun;
import io.jims.conversation.run.RunRequest;
import io.jims.conversation.run.RunResult;
import io.jims.core.ChatException;
import io.jims.core.Feedback;
import io.jims.core.Feedback.Rating;
import io.jims.core.Handoff;
import io.jims.core.PageAction;
import io.jims.core.Span;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.observe.Tracer;
import io.jims.store.ErasedThreadException;
import io.jims.store.Replicas;
import io.jims.store.Replicas.Claim;
import io.jims.store.StaleThreadException;
import io.jims.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A thread in memory: accepts messages, keeps what is promised for them, and tells followers what
/// happens, here and on other replicas. Safe for all threads.
///
/// Its lock guards all of its parts but the followers, and is held while the store is read or
/// written. A run tells of its progress under the followers' lock alone, which is taken last: what
/// it streams waits for no disk. Nobody may wait for a run, or stop one, while holding either. What
/// is heard of runs on other replicas has its place among what they stored, and takes the lock.
/// Runs are started and awaited by [Answerer], one at a time: at every moment a message is either
/// waiting, active or answered.
public final class Conversation {
    private final ThreadId id;
    private final Admission admission;
    private final Replicas replicas;
    private final Guards guards;

    /// Hands out runs in the order in which they were asked for; among replicas the thread's claim
    /// does.
    private final ReentrantLock runs = new ReentrantLock(true);

    /// Held while a message is accepted, one after the other, and taken before the lock: the store
    /// is asked for ids and quotas meanwhile, and nobody but the next message waits for that.
    private final ReentrantLock accepting = new ReentrantLock(true);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Followers followers = new Followers();
    private final PendingMessages messages;
    private final FollowedLog log;
    private final MessageIntake intake;
    private final LocalRun run;
    private final OtherReplicas others;
    private final AnswerRatings ratings;
    private final ThreadHandoff handoff;
    private final OpenCalls calls;
    private long newsHeard;

    /// @param source reads the log when it is first needed, and anew after [#forget]
    /// @param maxWaiting messages that may wait for their run
    /// @param guards see a message before it is stored
    Conversation(
            ThreadId id,
            Supplier<ThreadLog> source,
            Admission admission,
            Replicas replicas,
            Tracer tracer,
            int maxWaiting,
            Guards guards) {
        this.id = id;
        this.admission = admission;
        this.replicas = replicas;
        this.guards = guards;
        this.messages = new PendingMessages(admission.backlog(), maxWaiting);
        ReplicaChannel channel = new ReplicaChannel(id, replicas);
        RemoteRun remote = new RemoteRun(messages, replicas.shared());
        this.log = new FollowedLog(source, tracer, messages, followers, remote);
        this.intake = new MessageIntake(id, log, messages, followers, remote);
        this.run = new LocalRun(id, log, messages, followers, remote, channel);
        this.others = new OtherReplicas(log, messages, followers, remote, channel);
        this.ratings = new AnswerRatings(log, followers);
        this.handoff = new ThreadHandoff(log, messages, followers);
        this.calls = new OpenCalls(log, followers);
    }

    public ThreadId id() {
        return id;
    }

    /// The owner; empty where another service made the thread without one.
    public Optional<String> contactId() {
        return locked(() -> Optional.ofNullable(log.get().thread().contactId()));
    }

    /// Welcomes a follower and tells it from then on what happens.
    public void follow(Follower follower) {
        locked(() -> {
            others.catchUp();
            ThreadLog current = log.get();
            List<ThreadEvent> events = current.events();
            Map<UUID, Rating> rated = current.ratings();
            followers.inStep(() -> {
                ActiveRun active = run.active().orElse(null);
                follower.welcome(
                        new ThreadSnapshot(
                                current.thread(), events, rated, current.isWithPerson(), active));
                followers.add(follower);
                run.tellStatusTo(follower);
            });
            others.askForRun();
        });
    }

    /// Tells a follower from now on what happens, who need not know what there is so far.
    public void listen(Follower follower) {
        followers.add(follower);
    }

    public void unfollow(Follower follower) {
        followers.remove(follower);
    }

    /// Accepts a message that is owed an answer from now on: it is durable when this returns. One
    /// that was accepted before changes nothing.
    ///
    /// @param sender is told so, and from then on what happens. Never the other way round: a client
    ///   whose connection broke between the two would know of its first message, but not its thread
    /// @throws ChatException `BUSY` if too many wait, `BAD_FRAME` if its id is that of another
    ///   event, or else if too much is asked for at present; nothing was stored
    /// @throws StaleThreadException if it was the first of another thread
    public void accept(UserMessage message, Follower sender, Client client) {
        accepting.lock();
        try {
            Lookup lookup = locked(() -> intake.lookUp(message.id()));
            if (lookup.isTaken() || !admitAndGuard(lookup, message, sender, client)) {
                locked(() -> intake.repeat(message.id(), sender));
            }
        } finally {
            accepting.unlock();
        }
    }

    /// Guards are asked last, once it is let in: they may cost money. Returns false if it had been
    /// stored before.
    private boolean admitAndGuard(
            Lookup lookup, UserMessage message, Follower sender, Client client) {
        return admitAndStore(
                client,
                message.wantsPerson(),
                () -> guards.message(message),
                guarded -> intake.store(lookup, guarded, sender, client));
    }

    /// Stores who answers from now on, and tells all followers. Where that is a person, a run under
    /// way is stopped, and messages that wait for theirs are owed none; see [#next].
    ///
    /// @throws ErasedThreadException if the thread has been deleted
    void handOff(Handoff handoff) {
        if (locked(() -> this.handoff.store(handoff))) {
            stopRunUnlessWanted();
        }
    }

    /// Whether a person answers.
    public boolean isWithPerson() {
        return locked(handoff::isWithPerson);
    }

    /// Stores what a person says, and tells all followers.
    ///
    /// @throws ErasedThreadException if the thread has been deleted
    ThreadEvent say(PersonMessage message) {
        return locked(() -> handoff.say(message));
    }

    /// A message that was stored is left to the person who has the thread.
    void leaveToPerson(PendingMessage message) {
        locked(() -> run.tellEnd(message, new RunResult(List.of(), false, null)));
    }

    /// Owes a message an answer again whose run failed or was stopped, the visitor's last one; that
    /// is durable when this returns. One that is owed an answer, or has one, changes nothing.
    ///
    /// @param sender is told so
    /// @param language the visitor's, where it is known
    /// @throws ChatException `BAD_FRAME` if it is no such message; else as for a new one
    public void retry(UUID messageId, @Nullable String language, Follower sender, Client client) {
        accepting.lock();
        try {
            Optional<ThreadEvent> unanswered = locked(() -> intake.unanswered(messageId, sender));
            unanswered.ifPresent(event -> {
                if (!admitAndStore(
                        client,
                        false,
                        () -> event,
                        owed -> intake.storeRetry(owed, language, sender, client))) {
                    locked(() -> intake.tellAccepted(messageId, sender));
                }
            });
        } finally {
            accepting.unlock();
        }
    }

    /// Keeps what the visitor thinks of an answer, and tells all followers; it is durable when this
    /// returns.
    ///
    /// @param sender is told so, also where that is known already
    /// @return whether it was new
    /// @throws ChatException `BAD_FRAME` if there is no such answer in this thread, or if too much
    ///   is rated at present; nothing was stored
    public boolean rate(Feedback feedback, Follower sender, Client client) {
        return locked(() -> {
            if (!ratings.isNew(feedback, sender)) {
                return false;
            }
            admission.admitFeedback(sender(client));
            return ratings.store(feedback, sender);
        });
    }

    /// Takes what a page told of a call; one that nobody waits for changes nothing.
    public void takeResult(PageCall.Result result) {
        locked(() -> calls.tell(result));
    }

    /// Whether a page of the visitor offers this action.
    boolean offers(PageAction action) {
        return locked(() -> followers.offering(action.name()).isPresent());
    }

    /// Has a page of the visitor do something for the run of a message, and waits for what comes of
    /// it.
    ///
    /// @throws PageActionException if there is no result
    @Nullable Object call(
            PendingMessage message,
            PageAction action,
            Map<String, @Nullable Object> input,
            Duration timeout)
            throws InterruptedException {
        OpenCall call = locked(() -> calls.begin(message, action, input, timeout));
        try {
            call.await(timeout);
        } finally {
            locked(() -> calls.end(call, message.work()));
        }
        return call.value();
    }

    /// How answers were rated, by message.
    public Map<UUID, Rating> ratings() {
        return locked(() -> log.get().ratings());
    }

    /// What visitor and assistant said before an event, oldest first.
    public List<ThreadEvent> messagesBefore(UUID event, int most) {
        return locked(log::get).messagesBefore(event, most);
    }

    /// Ends the run under way, or the one that is just about to begin, wherever that is.
    public void stop() {
        if (!stopHere()) {
            locked(others::stopRun);
        }
    }

    /// Whether a run is under way here, or just begins, which is then stopped. Waits for no lock
    /// then: a run that has not started yet finds out as it does.
    private boolean stopHere() {
        PendingMessage active = messages.active();
        if (active == null) {
            return locked(run::activeOrNext).filter(PendingMessage::stopRun).isPresent();
        }
        active.stopRun();
        return true;
    }

    /// Follows what other replicas stored; does nothing where the thread is yet to be read.
    void refresh() {
        locked(() -> {
            others.refresh();
            newsHeard++;
            news.signalAll();
        });
        stopRunUnlessWanted();
    }

    /// A run under way is stopped once a person has the thread, wherever they took it.
    private void stopRunUnlessWanted() {
        boolean isUnwanted = locked(() -> log.isRead() && log.get().isWithPerson());
        if (isUnwanted) {
            stopHere();
        }
    }

    /// Follows what another replica told.
    void follow(RunNote note) {
        switch (note) {
            case RunNote.Ask() -> locked(run::tellReplicas);
            case RunNote.Stop() ->
                    Optional.ofNullable(messages.active()).ifPresent(PendingMessage::stopRun);
            case RunNote.Status status -> locked(() -> others.follow(status));
            case RunNote.Piece piece -> locked(() -> others.follow(piece));
            case RunNote.Ended ended -> locked(() -> others.follow(ended));
            case RunNote.Typing(String author) -> followers.tell(new Notice.Typing(author));
        }
    }

    /// Waits until another replica did something in this thread, or for that long.
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

    /// Nobody has it open any more: what it keeps in memory is let go of.
    void close() {
        locked(log::close);
    }

    /// Reads everything anew from the store when it is next needed: a write failed, and what the
    /// store has is what counts.
    void forget() {
        locked(log::forget);
    }

    /// Whether someone has to call [Answerer#answerNext] until nothing is owed any more, which the
    /// caller then is.
    boolean beginAnswering() {
        return locked(() -> !isEveryoneAnswered() && messages.beginAnswering());
    }

    void endAnswering() {
        locked(messages::endAnswering);
    }

    /// Whether nothing is owed; then nobody is answering any more.
    boolean endAnsweringIfDone() {
        return locked(() -> {
            boolean done = isEveryoneAnswered();
            if (done) {
                messages.endAnswering();
            }
            return done;
        });
    }

    /// Waits until no other run is under way here; [#unlockRuns] must follow.
    void lockRuns() throws InterruptedException {
        runs.lockInterruptibly();
    }

    void unlockRuns() {
        runs.unlock();
    }

    /// The right to run among the replicas; empty while another one has it.
    Optional<Claim> tryClaim() {
        Optional<Claim> claim = replicas.tryClaim(id);
        locked(() -> others.setClaimed(claim.isEmpty()));
        return claim;
    }

    /// Lets in a message that is not owed an answer.
    ///
    /// @param toPerson whether a person is to answer it
    /// @throws ChatException if too much is asked for at present
    void admit(Client client, boolean toPerson) {
        Sender sender = locked(() -> sender(client));
        if (toPerson) {
            admission.admitToPerson(sender);
        } else {
            admission.admit(sender);
        }
    }

    /// Stores a message that is not owed an answer, whose run is next unless a person answers.
    PendingMessage receive(UserMessage message, Claim claim, Client client, Span work) {
        return locked(() -> {
            others.catchUp(claim);
            return intake.storeUnpromised(message, client, work);
        });
    }

    /// The message that waits longest; empty where nothing is owed, and then nobody is answering
    /// any more. Where a person has the thread, all that wait are owed nothing from now on.
    Optional<PendingMessage> next(Claim claim) {
        return locked(() -> {
            others.catchUp(claim);
            handoff.releaseWaiting();
            if (messages.isEveryoneAnswered()) {
                messages.endAnswering();
            }
            return Optional.ofNullable(messages.next());
        });
    }

    /// The run of this message begins.
    ///
    /// @return what it has to answer
    RunRequest begin(PendingMessage message) {
        return locked(() -> run.begin(message, until -> eventsUntil(until, message)));
    }

    /// What the run of the message sees that began at this time, for a run that asks for it.
    private List<ThreadEvent> eventsUntil(Instant until, PendingMessage message) {
        return locked(() -> run.eventsUntil(until, message));
    }

    void tellStatus(PendingMessage message, String text) {
        run.tellStatus(message, text);
    }

    void tellPiece(PendingMessage message, UUID streamed, String piece) {
        run.tellPiece(message, streamed, piece);
    }

    /// Stores how the run of the active message ended, and tells of it.
    ///
    /// @param span of the run
    /// @return the answer as it is stored
    /// @throws StoreException if it could not be stored; the message is then still owed an answer
    List<ThreadEvent> settle(PendingMessage message, RunResult result, Span span, Claim claim) {
        return locked(() -> run.settle(message, result, span, claim));
    }

    /// No run is under way any more.
    void endRun() {
        locked(run::end);
    }

    /// Whom limits and quotas hold for: the thread's owner.
    String visitor() {
        return contactId().orElseGet(() -> "thread " + id.value());
    }

    private Sender sender(Client client) {
        return new Sender(client, visitor(), id, !log.get().isStored());
    }

    /// Takes a place and a token, then stores that a message is owed an answer. Called without the
    /// lock: the store may be asked whether there is a token.
    ///
    /// @param wantsPerson whether a person is to answer it; also where one has the thread, it needs
    ///   no place
    /// @param prepare gives what is stored; called without the lock
    /// @param store says whether that was new; called with the lock
    private <T> boolean admitAndStore(
            Client client, boolean wantsPerson, Supplier<T> prepare, Predicate<T> store) {
        boolean toPerson = wantsPerson || isWithPerson();
        if (!toPerson) {
            locked(messages::enter);
        }
        boolean received = false;
        try {
            admit(client, toPerson);
            T prepared = prepare.get();
            received = locked(() -> store.test(prepared));
            return received;
        } finally {
            if (!received) {
                locked(messages::leaveUnlessNeeded);
            }
        }
    }

    private boolean isEveryoneAnswered() {
        return log.isRead() && messages.isEveryoneAnswered();
    }

    private void locked(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }
}
