package io.jims.store;

import io.jims.core.ThreadId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The other server processes on the same store: which of them answers a thread, and their
/// notifications. Safe for all threads.
public interface Replicas {
    /// Longest note in UTF-16 characters; notes are ASCII.
    int MAX_NOTE = 7_500;

    /// Whether there can be others.
    boolean shared();

    /// Claims the exclusive right to run the thread's pipeline; empty if another process has it.
    /// The claim ends with this process at the latest, however it ends. The caller holds at most
    /// one claim on a thread.
    ///
    /// @throws StoreException if that cannot be found out at present
    Optional<Claim> tryClaim(ThreadId thread);

    /// The threads, out of these, that nobody has claimed.
    ///
    /// @throws StoreException if that cannot be found out at present
    Set<ThreadId> unclaimed(Collection<ThreadId> threads);

    /// Sends a note about a thread to the other processes, in order. Never waits; the note may be
    /// lost.
    ///
    /// @param note at most [#MAX_NOTE] characters
    void tell(ThreadId thread, String note);

    /// Notifies this listener of what others do, in place of the previous listener.
    void listen(Listener listener);

    /// The right to run a thread's pipeline.
    interface Claim extends AutoCloseable {
        /// The thread's version at the time of the claim: the number of its stored steps.
        long version();

        /// Whether another process may have claimed it meanwhile, since the database was
        /// unreachable. The output of the run must not be stored then.
        boolean isLost();

        /// Releases the claim.
        @Override
        void close();
    }

    /// Called on one thread, in order; must neither block nor throw.
    interface Listener {
        /// Others stored something in these threads.
        void onStored(List<ThreadId> threads);

        /// Another process sent a note about this thread.
        void onNote(ThreadId thread, String note);

        /// Notifications may have been missed until now.
        void onGap();
    }
}
