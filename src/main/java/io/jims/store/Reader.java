package io.jims.store;

import io.jims.core.StoreException;
import java.sql.Connection;
import java.sql.SQLException;

/// Runs queries for all threads, on connections of its own.
interface Reader {
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
