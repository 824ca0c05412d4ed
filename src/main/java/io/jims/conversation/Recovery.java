package io.jims.conversation;

import io.jims.core.ChatThread;
import io.jims.core.ThreadId;
import io.jims.store.StoreException;
import io.jims.store.ThreadStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Takes up the answers that a process owed when it died. Safe for all threads.
public final class Recovery {
    private static final Logger LOGGER = System.getLogger(Recovery.class.getName());

    /// How many threads are taken up at the start; the others are when their visitor is back.
    private static final int AT_START = 10_000;

    private final ThreadStore store;
    private final Conversations conversations;
    private final AnswerWorkers workers;

    public Recovery(ThreadStore store, Conversations conversations, AnswerWorkers workers) {
        this.store = store;
        this.conversations = conversations;
        this.workers = workers;
    }

    /// Takes up what an earlier process of this server owed. Where servers share the store, it may
    /// have gone away since it was opened: then [ReplicaWatch] finds that later, as what another
    /// server owed.
    ///
    /// @throws StoreException if the store is this server's alone and cannot be read
    public void start() {
        try {
            takeUp(AT_START, thread -> true);
        } catch (StoreException e) {
            if (!store.replicas().shared()) {
                throw e;
            }
            LOGGER.log(
                    Level.WARNING,
                    "what is owed from before is taken up once it can be read: " + e.getMessage());
        }
    }

    /// Takes up some of the threads that owe an answer and that no replica is at.
    ///
    /// @param limit of threads that are looked at, the oldest
    /// @return all that nobody is at
    Set<ThreadId> takeUp(int limit, Predicate<ThreadId> which) {
        List<ChatThread> owing = store.threadsOwingAnswers(limit);
        if (owing.isEmpty()) {
            return Set.of();
        }
        Set<ThreadId> unclaimed =
                store.replicas()
                        .unclaimed(owing.stream().map(ChatThread::id).collect(Collectors.toSet()));
        owing.stream()
                .filter(thread -> unclaimed.contains(thread.id()) && which.test(thread.id()))
                .forEach(this::takeUp);
        return unclaimed;
    }

    private void takeUp(ChatThread thread) {
        Conversation conversation = conversations.resume(thread);
        try {
            conversation.refresh();
            workers.answerOwed(conversation);
        } finally {
            conversations.leave(conversation);
        }
    }
}
