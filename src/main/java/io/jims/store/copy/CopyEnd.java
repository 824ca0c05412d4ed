package io.jims.store.copy;

import io.jims.store.StoreException;
import io.jims.store.sql.StoreErrors;
import java.sql.Connection;
import java.sql.SQLException;

/// The source or the target of a copy. Used by one thread.
///
/// @param connection to a database whose tables are complete; closed with this
/// @param guard keeps servers out, if that is possible; closed with this
public record CopyEnd(
        Connection connection, CopyQueries queries, StoreErrors errors, Runnable guard)
        implements AutoCloseable {
    /// Begins a snapshot of the database.
    void beginReading() throws SQLException {
        connection.setAutoCommit(false);
        if (queries.equals(CopyQueries.POSTGRESQL)) {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        }
    }

    void beginWriting() throws SQLException {
        connection.setAutoCommit(false);
    }

    /// The exception for a copy that is refused.
    StoreException refuse(String reason) {
        return errors.explain("copy", reason);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            System.getLogger(CopyEnd.class.getName())
                    .log(System.Logger.Level.WARNING, "a connection cannot be closed", e);
        } finally {
            guard.run();
        }
    }
}
