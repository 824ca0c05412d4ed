package io.jims.store.sql;

import io.jims.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;

/// Runs queries on connections of its own. Safe for all threads.
public interface Reader {
    /// Returns what the query found.
    ///
    /// @throws StoreException if the query failed, or the caller was interrupted
    <T> T read(Query<T> query);

    /// Reads something on a reader's thread.
    @FunctionalInterface
    interface Query<T> {
        T run(Connection connection) throws SQLException;
    }
}
