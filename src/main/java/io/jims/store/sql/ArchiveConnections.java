package io.jims.store.sql;

import io.jims.store.StoreException;
import io.jims.store.sql.Reader.Query;
import java.sql.Connection;
import java.sql.SQLException;

/// Where an archive has its connections from. Safe for all threads.
public interface ArchiveConnections {
    /// Runs work that reads on a connection that hands out rows as they are asked for.
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
