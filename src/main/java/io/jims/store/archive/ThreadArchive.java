package io.jims.store.archive;

import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// All that a store keeps of a contact: for those who ask what it is, or that it be kept no longer.
/// Safe for all threads, and beside servers that use the same database.
///
/// Every call works in small steps, so that servers are not held up, and throws a
/// [io.jims.store.StoreException] if one of them failed; those before it are done.
public interface ThreadArchive extends AutoCloseable {
    /// How much there is of the contact.
    ArchiveTotals count(String contactId);

    /// Tells the threads of the contact in the order of their ids, each with its events from the
    /// oldest on. Holds a few hundred events in memory at a time.
    ///
    /// @throws StoreException also where a connection was lost, since the reader cannot be told
    ///   twice
    ArchiveTotals export(String contactId, ArchiveReader reader);

    /// Deletes the threads of the contact with all that belongs to them, and what was counted for
    /// the contact today. One that is left behind by a failure may lack its oldest events.
    ArchiveTotals erase(String contactId);

    /// Deletes one thread with all that belongs to it. What was counted for its contact stays.
    ArchiveTotals erase(ThreadId thread);

    /// Deletes the threads in which nothing has happened since then, and that owe no answer. One in
    /// which something happens meanwhile stays, or begins anew, see
    /// [io.jims.store.ErasedThreadException].
    ///
    /// @param goOn asked between the steps; the rest is left once it says no
    ArchiveTotals eraseSilentSince(Instant then, BooleanSupplier goOn);

    /// Tells of every thread that this archive has deleted, right after that: of what belongs to it
    /// and is kept elsewhere. Called on the thread that deletes; must not throw.
    void whenErased(Consumer<ThreadId> listener);

    /// Leaves nothing of what was deleted before in the database's files, as far as that can be
    /// seen to from here.
    ///
    /// @throws StoreException if others kept it from that
    void wipe();

    @Override
    void close();

    /// Is told what an archive has.
    interface ArchiveReader {
        void thread(ChatThread thread);

        /// Tells an event of the thread that was told last.
        void event(ThreadId thread, ThreadEvent event);
    }
}
