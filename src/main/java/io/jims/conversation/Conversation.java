package io.jims.conversation;

import io.jims.admission.Admission;
import io.jims.admission.Client;
import io.jims.admission.Sender;
import io.jims.conversation.guard.Guards;
import io.jims.conversation.handoff.PersonMessage;
import io.jims.conversation.log.PageCall;
import io.jims.conversation.log.RunFailure;
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
import io.jims.conversation.run.Run;
import io.jims.conversation.run.RunRequest;
import io.jims.conversation.run.RunResult;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.EventTypes;
import io.jims.core.Feedback;
import io.jims.core.Feedback.Rating;
import io.jims.core.Handoff;
import io.jims.core.PageAction;
import io.jims.core.Span;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import io.jims.observe.Tracer;
import io.jims.store.ErasedThreadException;
import io.jims.store.Replicas;
import io.jims.store.Replicas.Claim;
import io.jims.store.StaleThreadException;
import io.jims.store.StoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
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
    private static final Logger LOGGER = System.getLogger(Conversation.class.getName());

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
    private final RemoteRun remote;
    private final ReplicaChannel channel;
    private final PendingMessages messages;
    private final FollowedLog log;
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
        this.channel = new ReplicaChannel(id, replicas);
        this.messages = new PendingMessages(admission.backlog(), maxWaiting);
        this.remote = new RemoteRun(messages, replicas.shared());
        this.log = new FollowedLog(source, tracer, messages, followers, remote);
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
            if (channel.isShared()) {
                log.catchUp();
            }
            ThreadLog current = log.get();
            List<ThreadEvent> events = current.events();
            Map<UUID, Rating> ratings = current.ratings();
            followers.inStep(() -> {
                ActiveRun run = activeRun().orElse(null);
                follower.welcome(
                        new ThreadSnapshot(
                                current.thread(), events, ratings, current.isWithPerson(), run));
                followers.add(follower);
            });
            askForRun();
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
            boolean taken = isTaken(message.id());
            if (taken || !admitAndGuard(message, sender, client)) {
                locked(() -> repeat(message.id(), sender));
            }
        } finally {
            accepting.unlock();
        }
    }

    /// Guards are asked last, once it is let in: they may cost money. Returns false if it had been
    /// stored before.
    private boolean admitAndGuard(UserMessage message, Follower sender, Client client) {
        return admitAndStore(
                client,
                message.wantsPerson(),
                () -> guards.message(message),
                guarded -> store(guarded, sender, client));
    }

    /// Returns false if it had been stored before.
    private boolean store(UserMessage message, Follower sender, Client client) {
        Span work = sender.trace();
        boolean wasWithPerson = log.get().isWithPerson();
        Optional<ThreadEvent> stored = log.receive(message, work);
        stored.ifPresent(event -> {
            sender.tell(new Notice.Accepted(message.id(), id));
            followers.add(sender);
            tellIfHandedOff(wasWithPerson);
            followers.tellMessages(List.of(event));
            if (log.get().isWithPerson()) {
                messages.leaveUnlessNeeded();
                followers.tell(new Notice.Ended(message.id(), false));
            } else {
                messages.add(new PendingMessage(message, event, false, work, client));
            }
        });
        return stored.isPresent();
    }

    private void tellIfHandedOff(boolean wasWithPerson) {
        if (!wasWithPerson && log.get().isWithPerson()) {
            followers.tell(new Notice.HandedOff(Handoff.Mode.HUMAN));
        }
    }

    /// Stores who answers from now on, and tells all followers. Where that is a person, a run under
    /// way is stopped, and messages that wait for theirs are owed none; see [#next].
    ///
    /// @throws ErasedThreadException if the thread has been deleted
    void handOff(Handoff handoff) {
        boolean isNew =
                locked(() -> {
                    Optional<ThreadEvent> stored = log.handOff(handoff, Span.NONE);
                    followers.tellMessages(stored.stream().toList());
                    return stored.isPresent();
                });
        if (isNew) {
            stopRunUnlessWanted();
        }
    }

    /// Whether a person answers.
    public boolean isWithPerson() {
        return locked(() -> log.get().isWithPerson());
    }

    /// Stores what a person says, and tells all followers.
    ///
    /// @throws ErasedThreadException if the thread has been deleted
    ThreadEvent say(PersonMessage message) {
        return locked(() -> {
            UUID event = Uuid7.next();
            Optional<ThreadEvent> stored =
                    log.note(event, EventTypes.ASSISTANT_MESSAGE, message.toData(), Span.NONE);
            followers.tellMessages(stored.stream().toList());
            return stored.or(() -> log.get().find(event)).orElseThrow();
        });
    }

    /// A message that was stored is left to the person who has the thread.
    void leaveToPerson(PendingMessage message) {
        locked(() -> tellEnd(message, new RunResult(List.of(), false, null)));
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
            Optional<ThreadEvent> unanswered = locked(() -> unanswered(messageId, sender));
            unanswered.ifPresent(event -> {
                if (!admitAndStore(
                        client,
                        false,
                        () -> event,
                        owed -> storeRetry(owed, language, sender, client))) {
                    locked(() -> sender.tell(new Notice.Accepted(messageId, id)));
                }
            });
        } finally {
            accepting.unlock();
        }
    }

    /// The message, unless there is nothing to retry, which the sender is then told.
    private Optional<ThreadEvent> unanswered(UUID messageId, Follower sender) {
        log.get(); // it may owe more
        if (messages.contains(messageId)) {
            repeat(messageId, sender);
            return Optional.empty();
        }
        Optional<ThreadEvent> unanswered = log.get().unansweredLast(messageId);
        if (unanswered.isEmpty()) {
            repeatAnswered(messageId, sender);
        }
        return unanswered;
    }

    /// Returns false if another replica did that.
    private boolean storeRetry(
            ThreadEvent event, @Nullable String language, Follower sender, Client client) {
        Span work = sender.trace();
        boolean stored = log.retry(event.id(), work).isPresent();
        if (stored) {
            sender.tell(new Notice.Accepted(event.id(), id));
            followers.tellMessages(List.of(event)); // it has not failed any more
            messages.add(PendingMessage.owed(event, language, work, client));
        }
        return stored;
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
            requireAnswer(feedback.message());
            Notice.Rated rated = Notice.Rated.of(feedback);
            if (log.get().isRated(feedback)) {
                sender.tell(rated);
                return false;
            }
            admission.admitFeedback(sender(client));
            if (log.rate(feedback, sender.trace()).isEmpty()) {
                sender.tell(rated);
                return false;
            }
            followers.tell(rated);
            return true;
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
            locked(channel::stop);
        }
    }

    /// Whether a run is under way here, or just begins, which is then stopped. Waits for no lock
    /// then: a run that has not started yet finds out as it does.
    private boolean stopHere() {
        PendingMessage active = messages.active();
        if (active == null) {
            return stopRun(activeOrNext());
        }
        stopRun(active);
        return true;
    }

    /// Follows what other replicas stored; does nothing where the thread is yet to be read.
    void refresh() {
        locked(() -> {
            if (log.isRead() && log.catchUp()) {
                askForRun();
            }
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
            case RunNote.Ask() -> locked(this::tellReplicas);
            case RunNote.Stop() -> stopRun(messages.active());
            case RunNote.Status status ->
                    locked(() -> remote.follow(status).ifPresent(followers::tell));
            case RunNote.Piece piece ->
                    locked(() -> remote.follow(piece, log.get()).ifPresent(followers::tell));
            case RunNote.Ended ended -> locked(() -> remote.follow(ended).forEach(followers::tell));
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
        if (channel.isShared()) {
            locked(() -> {
                if (remote.setClaimed(claim.isEmpty())) {
                    channel.ask(); // that one may run what was accepted here
                }
            });
        }
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
            catchUp(claim);
            boolean wasWithPerson = log.get().isWithPerson();
            Optional<ThreadEvent> stored = log.receive(message, work);
            tellIfHandedOff(wasWithPerson);
            followers.tellMessages(stored.stream().toList());
            ThreadEvent event = stored.or(() -> log.get().find(message.id())).orElseThrow();
            return new PendingMessage(message, event, false, work, client);
        });
    }

    /// The message that waits longest; empty where nothing is owed, and then nobody is answering
    /// any more. Where a person has the thread, all that wait are owed nothing from now on.
    Optional<PendingMessage> next(Claim claim) {
        return locked(() -> {
            catchUp(claim);
            if (log.get().isWithPerson()) { // it may owe more, once it is read
                messages.waiting().forEach(this::release);
            }
            if (messages.isEveryoneAnswered()) {
                messages.endAnswering();
            }
            return Optional.ofNullable(messages.next());
        });
    }

    private void release(PendingMessage message) {
        log.release(message);
        messages.remove(message);
        followers.tell(new Notice.Ended(message.id(), false));
    }

    /// The run of this message begins.
    ///
    /// @return what it has to answer
    RunRequest begin(PendingMessage message) {
        return locked(() -> {
            ThreadLog current = log.get();
            current.holdEvents();
            RunRequest request =
                    new RunRequest(
                            current.thread(),
                            current.forRun(
                                    message.event(),
                                    messages.waitingBeside(message),
                                    until -> eventsUntil(until, message)),
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
        });
    }

    /// What the run of the message sees that began at this time, for a run that asks for it.
    private List<ThreadEvent> eventsUntil(Instant until, PendingMessage message) {
        return locked(
                () -> log.get().upTo(message.event(), messages.waitingBeside(message), until));
    }

    void tellStatus(PendingMessage message, String text) {
        followers.inStep(() -> {
            followers.tell(new Notice.Status(text));
            channel.status(message.id(), text);
        });
    }

    void tellPiece(PendingMessage message, UUID streamed, String piece) {
        followers.inStep(() -> {
            int offset = message.addPiece(streamed, piece);
            followers.tell(new Notice.Piece(streamed, piece));
            channel.piece(message.id(), streamed, offset, piece);
        });
    }

    /// Stores how the run of the active message ended, and tells of it.
    ///
    /// @param span of the run
    /// @return the answer as it is stored
    /// @throws StoreException if it could not be stored; the message is then still owed an answer
    List<ThreadEvent> settle(PendingMessage message, RunResult result, Span span, Claim claim) {
        return locked(() -> {
            if (claim.isLost()) {
                return giveUp(message);
            }
            List<ThreadEvent> stored = log.settle(message, result, span);
            messages.settle();
            followers.tellMessages(stored);
            tellEnd(message, result);
            return stored;
        });
    }

    /// No run is under way any more.
    void endRun() {
        locked(() -> {
            messages.end();
            log.releaseEvents();
        });
    }

    /// Whom limits and quotas hold for: the thread's owner.
    String visitor() {
        return contactId().orElseGet(() -> "thread " + id.value());
    }

    private Sender sender(Client client) {
        return new Sender(client, visitor(), id, !log.get().isStored());
    }

    private void requireAnswer(UUID message) {
        boolean isAnswer =
                log.get()
                        .find(message)
                        .filter(event -> event.isCommunication() && !event.isFromUser())
                        .isPresent();
        if (!isAnswer) {
            throw new ChatException(
                    ErrorCode.BAD_FRAME,
                    "a feedback's \"id\" must be that of a stored message of the assistant in this"
                            + " thread");
        }
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

    /// Whether an event of the thread has this id, or will have it when its run ends. Called
    /// without the lock: the store may be asked.
    private boolean isTaken(UUID id) {
        Lookup lookup = locked(() -> new Lookup(isKnown(id), log.get().hasOthers(), log.get()));
        return lookup.known() || (lookup.others() && lookup.log().findStored(id).isPresent());
    }

    private boolean isKnown(UUID id) {
        PendingMessage active = messages.active();
        return log.get().findInMemory(id).isPresent()
                || remote.streams(id)
                || (active != null && followers.inStep(() -> active.streams(id)));
    }

    private void repeat(UUID messageId, Follower sender) {
        if (!log.get().hasReceived(messageId)) {
            throw new ChatException(
                    ErrorCode.BAD_FRAME,
                    "another event of this conversation has the id of this message; give each"
                            + " message an id of its own");
        }
        sender.tell(new Notice.Accepted(messageId, id));
        if (!messages.contains(messageId)) { // the client may have lost what it was told
            sender.tell(new Notice.Answered(messageId, log.get().events(), log.get().ratings()));
        }
        followers.add(sender);
    }

    private void repeatAnswered(UUID messageId, Follower sender) {
        boolean isLast =
                log.get().events().reversed().stream()
                        .filter(ThreadEvent::isFromUser)
                        .findFirst()
                        .filter(last -> last.id().equals(messageId))
                        .isPresent();
        if (!isLast) {
            throw new ChatException(
                    ErrorCode.BAD_FRAME,
                    "a retry's \"id\" must be that of the visitor's last message in this thread");
        }
        repeat(messageId, sender);
    }

    private void tellEnd(PendingMessage message, RunResult result) {
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

    /// Another replica has the thread: what ran here does not count.
    private List<ThreadEvent> giveUp(PendingMessage message) {
        LOGGER.log(Level.WARNING, "A run on thread {0} was taken over by another server", id);
        messages.end();
        log.forget();
        if (!message.isOwed()) {
            throw new StoreException("another server took the thread over during the run");
        }
        return List.of();
    }

    private boolean isEveryoneAnswered() {
        return log.isRead() && messages.isEveryoneAnswered();
    }

    /// Follows what other replicas stored before they gave the claim back.
    private void catchUp(Claim claim) {
        if (channel.isShared() && log.isRead() && log.get().version() != claim.version()) {
            log.catchUp();
        }
    }

    /// The message whose run is under way here, or which this replica is about to begin.
    private @Nullable PendingMessage activeOrNext() {
        return locked(
                        () -> {
                            PendingMessage next = remote.mayBeNext() ? null : messages.next();
                            PendingMessage active = messages.active();
                            return Optional.ofNullable(active == null ? next : active);
                        })
                .orElse(null);
    }

    /// Stops the run of this message, or lets it be stopped as soon as it starts. Called without
    /// the lock: the run may just be telling of a piece.
    ///
    /// @return whether it was under way
    private static boolean stopRun(@Nullable PendingMessage message) {
        Run run = message == null ? null : message.requestStop();
        if (run != null) {
            run.stop();
        }
        return run != null;
    }

    private Optional<ActiveRun> activeRun() {
        PendingMessage active = messages.active();
        return active == null ? remote.active() : Optional.of(active.toActiveRun());
    }

    /// A run may be under way elsewhere, and the followers here want to hear of it.
    private void askForRun() {
        if (channel.isShared()
                && !followers.isEmpty()
                && messages.active() == null
                && log.get().awaitsAnswer()) {
            channel.ask();
        }
    }

    /// Another replica wants to hear of the runs, and of the present one so far.
    private void tellReplicas() {
        PendingMessage active = messages.active();
        followers.inStep(() -> {
            channel.open();
            if (active != null) {
                channel.soFar(active.toActiveRun());
            }
        });
    }

    /// What is known of an id.
    ///
    /// @param others whether the store has events that are not in memory
    private record Lookup(boolean known, boolean others, ThreadLog log) {}

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
