package io.jims.store.archive;

import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Access to all data of a contact, for requests of information and erasure. Safe for all threads,
/// and while servers use the same database.
///
/// Every call works in small transactions, so that servers are not blocked, and throws a
/// [io.jims.store.StoreException] if one of them fails; earlier ones stay committed.
public interface ThreadArchive extends AutoCloseable {
    /// The amount of the contact's data.
    ArchiveTotals count(String contactId);

    /// Reads the threads of the contact in the order of their ids, each with its events, oldest
    /// first. Holds a few hundred events in memory at a time.
    ///
    /// @throws io.jims.store.StoreException also where a connection was lost, since the reader
    ///   cannot be told twice
    ArchiveTotals export(String contactId, ArchiveReader reader);

    /// Deletes the contact's threads with all that belongs to them, and the contact's counters of
    /// today. After a failure, a remaining thread may lack its oldest events.
    ArchiveTotals erase(String contactId);

    /// Deletes one thread with all that belongs to it. Its contact's counters stay.
    ArchiveTotals erase(ThreadId thread);

    /// Deletes threads without events since this time and without pending messages. A thread that
    /// is used meanwhile stays, or starts anew, see [io.jims.store.ErasedThreadException].
    ///
    /// @param goOn checked between the steps; false ends the deletion
    ArchiveTotals eraseSilentSince(Instant then, BooleanSupplier goOn);

    /// Calls this listener right after each deletion of a thread, for data that is kept elsewhere.
    /// Called on the deleting thread; must not throw.
    void whenErased(Consumer<ThreadId> listener);

    /// Wipes deleted data from the database's files, as far as that is possible from here.
    ///
    /// @throws io.jims.store.StoreException if others kept it from that
    void wipe();

    @Override
    void close();

    /// Receives the contents of an archive.
    interface ArchiveReader {
        void thread(ChatThread thread);

        /// An event of the thread that was received last.
        void event(ThreadId thread, ThreadEvent event);
    }
}
