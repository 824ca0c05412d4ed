package io.jims.conversation.work;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// A bounded queue whose items are handled one after the other, on a thread that exists only as
/// long as there are any. Safe for all threads.
public final class Mailbox<T> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<T> items = new ArrayDeque<>(1);
    private final int capacity;
    private final ToIntFunction<T> weight;
    private final Executor threads;
    private final Consumer<T> handler;
    private final Runnable whenDone;
    private int load;
    private boolean working;
    private boolean closed;

    /// @param capacity weight of the items that may wait, together; one alone may be heavier
    /// @param threads starts a thread for the work
    /// @param handler must not throw
    /// @param whenDone called once, when it was closed and everything is handled
    public Mailbox(
            int capacity,
            ToIntFunction<T> weight,
            Executor threads,
            Consumer<T> handler,
            Runnable whenDone) {
        this.capacity = capacity;
        this.weight = weight;
        this.threads = threads;
        this.handler = handler;
        this.whenDone = whenDone;
    }

    /// Takes the item unless there is no room, or it was closed.
    public boolean offer(T item) {
        lock.lock();
        try {
            int itemWeight = weight.applyAsInt(item);
            if (closed || (load > 0 && load + itemWeight > capacity)) {
                return false;
            }
            load += itemWeight;
            items.add(item);
            if (!working) {
                working = true;
                threads.execute(this::work);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Takes no more; what it has is still handled.
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            if (working) {
                return;
            }
        } finally {
            lock.unlock();
        }
        whenDone.run();
    }

    private void work() {
        for (T item = next(); item != null; item = next()) {
            handler.accept(item);
        }
    }

    /// The next item; null where there is none, and then this thread is no longer the one that
    /// works.
    private @Nullable T next() {
        boolean done;
        lock.lock();
        try {
            T item = items.poll();
            if (item != null) {
                load -= weight.applyAsInt(item);
                return item;
            }
            working = false;
            done = closed;
        } finally {
            lock.unlock();
        }
        if (done) {
            whenDone.run();
        }
        return null;
    }
}
