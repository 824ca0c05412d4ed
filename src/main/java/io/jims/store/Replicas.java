package io.jims.store;

import io.jims.core.ThreadId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The other server processes that use the same store: who answers which thread, and what they tell
/// each other. Safe for all threads.
public interface Replicas {
    /// How many UTF-16 characters a note may have; they are ASCII.
    int MAX_NOTE = 7_500;

    /// Whether there may be others.
    boolean shared();

    /// Claims the right to run the thread's pipeline, unless another process has it. Ends at the
    /// latest with this process, whatever ends that. The caller claims a thread once at a time.
    ///
    /// @throws StoreException if that cannot be found out at present
    Optional<Claim> tryClaim(ThreadId thread);

    /// Those of the threads that nobody has claimed.
    ///
    /// @throws StoreException if that cannot be found out at present
    Set<ThreadId> unclaimed(Collection<ThreadId> threads);

    /// Tells the others something about a thread, once its turn comes: never waits. May be lost.
    ///
    /// @param note at most [#MAX_NOTE] characters
    void tell(ThreadId thread, String note);

    /// Tells this listener what others do, from now on and instead of the one before.
    void listen(Listener listener);

    /// The right to run a thread's pipeline.
    interface Claim extends AutoCloseable {
        /// The thread's version when it was claimed: how many steps of it were stored.
        long version();

        /// Whether another process has got it in the meantime, since the store had been out of
        /// reach. What the run says then must not be stored.
        boolean isLost();

        /// Gives it back.
        @Override
        void close();
    }

    /// Called on one thread, in the order of what happened; must neither block nor throw.
    interface Listener {
        /// Others stored something in these threads.
        void onStored(List<ThreadId> threads);

        /// Another one told something of this thread.
        void onNote(ThreadId thread, String note);

        /// Anything may have been missed until now.
        void onGap();
    }
}
