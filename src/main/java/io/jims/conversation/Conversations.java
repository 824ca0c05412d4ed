package io.jims.conversation;

import io.jims.admission.Admission;
import io.jims.admission.token.ContactId;
import io.jims.admission.token.Identity;
import io.jims.core.ChatException;
import io.jims.core.ChatThread;
import io.jims.core.ErrorCode;
import io.jims.core.Span;
import io.jims.core.ThreadId;
import io.jims.observe.MessageOutcome;
import io.jims.store.Replicas;
import io.jims.store.StoreException;
import io.jims.store.ThreadStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The threads that sockets are having at present, each once, and those whose messages are being
/// answered. Safe for all threads.
public final class Conversations {
    private static final Logger LOGGER = System.getLogger(Conversations.class.getName());

    /// How many threads that an earlier process left unanswered are taken up at the start; the
    /// others are when their visitor is back.
    private static final int TAKEN_UP_AT_START = 10_000;

    private final ThreadStore store;
    private final PipelineRunner runner;
    private final Workers workers;
    private final MessageCounts counts;
    private final Admission admission;
    private final Replicas replicas;
    private final int historyEvents;
    private final int maxWaiting;
    private final ConcurrentMap<ThreadId, Entry> open = new ConcurrentHashMap<>();

    /// Held while a thread is looked for by its first message and, if there is none, made.
    private final ReentrantLock creating = new ReentrantLock();

    private final ConcurrentMap<UUID, ThreadId> begun = new ConcurrentHashMap<>();

    /// @param historyEvents how many of the newest events a run sees at least
    /// @param maxWaiting messages of one thread that may wait for their run
    public Conversations(
            ThreadStore store,
            PipelineRunner runner,
            Workers workers,
            MessageCounts counts,
            Admission admission,
            int historyEvents,
            int maxWaiting) {
        this.store = store;
        this.replicas = store.replicas();
        this.runner = runner;
        this.workers = workers;
        this.counts = counts;
        this.admission = admission;
        this.historyEvents = historyEvents;
        this.maxWaiting = maxWaiting;
    }

    /// The thread of this id, if there is one; [#leave] must follow.
    ///
    /// @param visitor whose it must be; null where whoever knows the id may have it
    /// @throws ChatException `FORBIDDEN` if it is someone else's
    public Optional<Conversation> join(ThreadId id, @Nullable Identity visitor) {
        return joinOpen(id)
                .or(() -> store.find(id).map(this::resume))
                .map(conversation -> owned(conversation, visitor));
    }

    /// A new thread; [#leave] must follow.
    public Conversation create(ContactId contact) {
        return open(ChatThread.create(contact.value(), null), false, null);
    }

    /// The thread that this message began when it was sent before, or else a new one; [#leave] must
    /// follow.
    ///
    /// @param visitor whose it must be; null where whoever knows the id may have it
    /// @throws ChatException `FORBIDDEN` if it is someone else's
    public Conversation joinOrCreate(
            UUID firstMessage, ContactId contact, @Nullable Identity visitor) {
        return owned(joinOrCreate(firstMessage, contact), visitor);
    }

    private Conversation joinOrCreate(UUID firstMessage, ContactId contact) {
        String externalId = "widget:" + firstMessage;
        creating.lock();
        try {
            return Optional.ofNullable(begun.get(firstMessage))
                    .flatMap(this::joinOpen)
                    .or(() -> store.findByExternalId(externalId).map(this::resume))
                    .orElseGet(() ->
                            open(
                                    ChatThread.create(contact.value(), externalId),
                                    false,
                                    firstMessage));
        } finally {
            creating.unlock();
        }
    }

    /// One that is not the visitor's is left again.
    private Conversation owned(Conversation conversation, @Nullable Identity visitor) {
        boolean owned = false;
        try {
            owned = visitor == null || isOf(visitor, conversation);
        } finally {
            if (!owned) {
                leave(conversation);
            }
        }
        if (!owned) {
            throw new ChatException(
                    ErrorCode.FORBIDDEN, "This conversation belongs to someone else.");
        }
        return conversation;
    }

    private static boolean isOf(Identity visitor, Conversation conversation) {
        return conversation.contactId().filter(visitor.contact().value()::equals).isPresent();
    }

    /// One user of the conversation less.
    public void leave(Conversation conversation) {
        open.computeIfPresent(
                conversation.id(),
                (id, entry) -> {
                    if (entry.users() > 1) {
                        return entry.plus(-1);
                    }
                    if (entry.firstMessage() != null) {
                        begun.remove(entry.firstMessage());
                    }
                    return null;
                });
    }

    /// The work that a request is part of; see [io.jims.observe.RunObserver#trace].
    public Span trace(Function<String, Optional<String>> headers) {
        return runner.trace(headers);
    }

    /// Leaves a conversation that its first message did not begin after all: another server gave
    /// that message another thread.
    public void abandon(Conversation conversation, UUID firstMessage) {
        begun.remove(firstMessage, conversation.id());
        leave(conversation);
    }

    /// The conversation of this thread, if it is open. It may be closed at any moment, and then
    /// does nothing that anyone hears of.
    Optional<Conversation> ifOpen(ThreadId id) {
        return Optional.ofNullable(open.get(id)).map(Entry::conversation);
    }

    /// All that are open.
    List<Conversation> allOpen() {
        return open.values().stream().map(Entry::conversation).toList();
    }

    public int size() {
        return open.size();
    }

    /// Answers what the conversation owes, on a thread of its own, unless one is at it already.
    public void answerOwed(Conversation conversation) {
        if (!workers.draining() && conversation.beginAnswering()) {
            open.computeIfPresent(conversation.id(), (id, entry) -> entry.plus(1));
            workers.start(() -> {
                boolean finished = false;
                try {
                    finished = answerAll(conversation);
                } finally {
                    if (!finished) {
                        conversation.endAnswering();
                    }
                    leave(conversation);
                }
            });
        }
    }

    /// Takes up the answers that an earlier process owed when it died.
    public void takeUpOwed() {
        List<ChatThread> owing = store.threadsOwingAnswers(TAKEN_UP_AT_START);
        Set<ThreadId> unclaimed = replicas.unclaimed(owing.stream().map(ChatThread::id).toList());
        owing.stream().filter(thread -> unclaimed.contains(thread.id())).forEach(this::takeUp);
    }

    /// Takes up the answers that this thread is owed.
    void takeUp(ChatThread thread) {
        Conversation conversation = resume(thread);
        try {
            conversation.refresh();
            answerOwed(conversation);
        } finally {
            leave(conversation);
        }
    }

    /// Whether nothing is left to answer.
    private boolean answerAll(Conversation conversation) {
        Backoff backoff = Backoff.ofClaims();
        try {
            while (!workers.draining()) {
                try {
                    switch (conversation.answerNext()) {
                        case ANSWERED -> {
                            counts.count(MessageOutcome.ANSWERED);
                            backoff = Backoff.ofClaims();
                        }
                        case NOTHING_OWED -> {
                            return true;
                        }
                        case CLAIMED_ELSEWHERE -> conversation.awaitNews(backoff.next());
                    }
                } catch (ChatException e) { // its visitors have been told
                    counts.count(e);
                    LOGGER.log(
                            Level.WARNING, "The pipeline failed on thread " + conversation.id(), e);
                } catch (StoreException e) {
                    LOGGER.log(Level.ERROR, "Nothing was stored on thread " + conversation.id(), e);
                    awaitStore(conversation);
                }
            }
        } catch (InterruptedException e) { // the drain time is over; the next process goes on
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /// Waits until the store can be read again.
    private void awaitStore(Conversation conversation) throws InterruptedException {
        conversation.forget();
        Backoff backoff = new Backoff();
        while (!workers.draining()) {
            backoff.pause();
            try {
                store.check();
                return;
            } catch (StoreException e) {
                LOGGER.log(Level.DEBUG, "The store does not work yet", e);
            }
        }
    }

    private Optional<Conversation> joinOpen(ThreadId id) {
        return Optional.ofNullable(open.computeIfPresent(id, (key, entry) -> entry.plus(1)))
                .map(Entry::conversation);
    }

    private Conversation resume(ChatThread thread) {
        return open(thread, true, null);
    }

    private Conversation open(ChatThread thread, boolean stored, @Nullable UUID firstMessage) {
        if (firstMessage != null) {
            begun.put(firstMessage, thread.id());
        }
        return open.compute(
                        thread.id(),
                        (id, entry) ->
                                entry != null
                                        ? entry.plus(1)
                                        : new Entry(conversation(thread, stored), 1, firstMessage))
                .conversation();
    }

    private Conversation conversation(ChatThread thread, boolean stored) {
        return new Conversation(
                thread.id(), source(thread, stored), runner, replicas, admission, maxWaiting);
    }

    /// Gives the thread as the store has it at that time; a new one is not looked for at first.
    private Supplier<ThreadController> source(ChatThread thread, boolean stored) {
        AtomicBoolean unstored = new AtomicBoolean(!stored);
        return () ->
                unstored.getAndSet(false) || store.find(thread.id()).isEmpty()
                        ? ThreadController.create(store, thread, historyEvents)
                        : ThreadController.resume(store, thread, historyEvents);
    }

    /// @param users how many sockets and workers have it
    private record Entry(Conversation conversation, int users, @Nullable UUID firstMessage) {
        Entry plus(int more) {
            return new Entry(conversation, users + more, firstMessage);
        }
    }
}
