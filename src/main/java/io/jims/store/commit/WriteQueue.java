package io.jims.store.commit;

import io.jims.store.sql.EncodedChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A queue from many threads to the writer, which takes all writes at once, in order. Lock-free: a
/// lock would park hundreds of callers twice for each call.
///
/// @implNote A stack that the writer takes as a whole and reverses. The first push wakes the
///   writer; while it is busy, later ones only push.
public final class WriteQueue {
    private static final PendingWrite SEAL = new PendingWrite(EncodedChange.NONE);

    private final AtomicReference<@Nullable PendingWrite> newest = new AtomicReference<>();
    private volatile boolean closing;

    /// Queues the write; returns false if the queue is closed.
    public boolean offer(PendingWrite write, Thread writer) {
        PendingWrite previous;
        do {
            previous = newest.get();
            if (previous == SEAL) {
                return false;
            }
            write.previous = previous;
        } while (!newest.compareAndSet(previous, write));
        if (previous == null) {
            LockSupport.unpark(writer);
        }
        return true;
    }

    /// Waits until there are writes, and takes all of them. After [#close] the queue is sealed:
    /// what is taken then is the last.
    public List<PendingWrite> take() {
        while (newest.get() == null && !closing) {
            LockSupport.park(this);
        }
        return inOrder(newest.getAndSet(closing ? SEAL : null));
    }

    public boolean isSealed() {
        return newest.get() == SEAL;
    }

    /// Closes the queue after the writes in it.
    public void close(Thread writer) {
        closing = true;
        LockSupport.unpark(writer);
    }

    private static List<PendingWrite> inOrder(@Nullable PendingWrite newest) {
        List<PendingWrite> batch = new ArrayList<>();
        for (PendingWrite write = newest; write != null; write = write.previous) {
            if (write.take()) {
                batch.add(write);
            }
        }
        Collections.reverse(batch);
        return batch;
    }
}
