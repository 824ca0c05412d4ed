package io.jims.store.commit;

import io.jims.store.ErasedThreadException;
import io.jims.store.RefusedRowsException;
import io.jims.store.StaleThreadException;
import io.jims.store.StoreException;
import io.jims.store.sql.EncodedChange;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One caller's encoded write, stored as a whole or not at all. A write without rows checks that
/// the disk accepts writes.
///
/// Created and awaited by the caller's thread, completed by the writer's.
public final class PendingWrite {
    private enum State {
        WAITING,
        CANCELLED,
        TAKEN,
        SETTLED
    }

    private final EncodedChange change;
    private final Thread caller = Thread.currentThread();
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private @Nullable StoreException failure;

    /// The write queued before this one; for the queue only.
    public @Nullable PendingWrite previous;

    public PendingWrite(EncodedChange change) {
        this.change = change;
    }

    public EncodedChange change() {
        return change;
    }

    /// Takes this write into a transaction; false if its caller has given up.
    public boolean take() {
        return state.compareAndSet(State.WAITING, State.TAKEN);
    }

    /// Completes this write for its caller.
    ///
    /// @param failure why nothing was stored, or null if it is on disk
    public void settle(@Nullable StoreException failure) {
        this.failure = failure;
        state.set(State.SETTLED);
        LockSupport.unpark(caller);
    }

    /// Waits for the outcome. An interrupt removes the write from the queue; if its transaction has
    /// begun, it is too late for that, and the outcome is awaited. The interrupt is restored.
    ///
    /// @throws StoreException if nothing was stored
    public void await() {
        boolean interrupted = false;
        while (state.get() != State.SETTLED) {
            if (Thread.interrupted()) {
                interrupted = true;
                if (state.compareAndSet(State.WAITING, State.CANCELLED)) {
                    Thread.currentThread().interrupt();
                    throw new StoreException(
                            "interrupted before the disk's turn; nothing was stored");
                }
            }
            LockSupport.park(this);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure instanceof ErasedThreadException erased) {
            throw new ErasedThreadException(erased);
        }
        if (failure instanceof StaleThreadException stale) {
            throw new StaleThreadException(stale);
        }
        if (failure instanceof RefusedRowsException refused) {
            throw new RefusedRowsException(String.valueOf(refused.getMessage()), refused);
        }
        if (failure != null) {
            throw new StoreException(String.valueOf(failure.getMessage()), failure);
        }
    }
}
