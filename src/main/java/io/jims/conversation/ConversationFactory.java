package io.jims.conversation;

import io.jims.admission.Admission;
import io.jims.conversation.guard.Guards;
import io.jims.conversation.log.HistoryCache;
import io.jims.conversation.log.ThreadLog;
import io.jims.core.ChatThread;
import io.jims.observe.Tracer;
import io.jims.store.ThreadStore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// Makes conversations of threads. Safe for all threads; a thread is read when it is first needed.
public final class ConversationFactory {
    private final ThreadStore store;
    private final Admission admission;
    private final Tracer tracer;
    private final HistoryCache history;
    private final int maxWaiting;
    private final Guards guards;

    /// @param history what of the threads is in memory
    /// @param maxWaiting messages of one thread that may wait for their run
    /// @param guards see a message before it is stored
    public ConversationFactory(
            ThreadStore store,
            Admission admission,
            Tracer tracer,
            HistoryCache history,
            int maxWaiting,
            Guards guards) {
        this.store = store;
        this.admission = admission;
        this.tracer = tracer;
        this.history = history;
        this.maxWaiting = maxWaiting;
        this.guards = guards;
    }

    /// Of a new thread, which the store does not have before its first message.
    Conversation create(ChatThread thread) {
        AtomicBoolean isNew = new AtomicBoolean(true);
        return conversation(
                thread,
                () ->
                        isNew.getAndSet(false)
                                ? ThreadLog.create(store, thread, history)
                                : read(thread));
    }

    /// Of a thread that the store has.
    Conversation resume(ChatThread thread) {
        return conversation(thread, () -> read(thread));
    }

    private Conversation conversation(ChatThread thread, Supplier<ThreadLog> source) {
        return new Conversation(
                thread.id(), source, admission, store.replicas(), tracer, maxWaiting, guards);
    }

    private ThreadLog read(ChatThread thread) {
        return store.find(thread.id()).isEmpty()
                ? ThreadLog.create(store, thread, history)
                : ThreadLog.resume(store, thread, history);
    }
}
