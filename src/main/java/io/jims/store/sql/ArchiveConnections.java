package io.jims.store.sql;

import io.jims.store.StoreException;
import io.jims.store.sql.Reader.Query;
import java.sql.Connection;
import java.sql.SQLException;

/// The source of an archive's connections. Safe for all threads.
public interface ArchiveConnections {
    /// Runs a read on a connection that streams its rows.
    ///
    /// @throws StoreException if it failed
    <T> T read(Query<T> work);

    /// Runs work that deletes, in a transaction that is on disk when this returns. It may run more
    /// than once where a connection is lost.
    ///
    /// @throws StoreException if it failed; then nothing was deleted
    <T> T delete(Query<T> work);

    /// Has servers refuse what they would still add to a thread that is being deleted.
    ///
    /// @param connection of [#delete]
    void remember(Connection connection, String threadId) throws SQLException;

    /// See [io.jims.store.archive.ThreadArchive#wipe].
    void wipe();
}
