package io.jims.store.sqlite;

import io.jims.store.StoreException;
import io.jims.store.sql.ArchiveConnections;
import io.jims.store.sql.Reader.Query;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Opens a connection for each operation, independent of a store on the same file. Deleted data is
/// overwritten.
record SqliteArchiveConnections(SqliteFile file) implements ArchiveConnections {
    @Override
    public <T> T read(Query<T> work) {
        try (Connection connection = file.openForReading()) {
            return work.run(connection);
        } catch (SQLException e) {
            throw file.errors().explain("read", e);
        }
    }

    @Override
    public <T> T delete(Query<T> work) {
        try (Connection connection = file.openForDeleting();
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE"); // closing the connection takes back the rest
            T result = work.run(connection);
            SqliteIndexDialect.stepBack(connection);
            statement.execute("COMMIT");
            return result;
        } catch (SQLException e) {
            throw file.errors().explain("delete from", e);
        }
    }

    @Override
    public void remember(Connection connection, String threadId) throws SQLException {
        ErasedThreads.add(connection, threadId);
    }

    /// Checkpoints and truncates the write-ahead log, which still has the earlier versions of
    /// overwritten pages.
    ///
    /// @throws StoreException if others kept the log in use
    @Override
    public void wipe() {
        try (Connection connection = file.openForDeleting();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
            if (row.next() && row.getInt(1) != 0) {
                throw file.errors()
                        .explain(
                                "wipe",
                                "what was deleted still stands in the file that ends in -wal, which"
                                        + " others are using; do it again, or restart the server");
            }
        } catch (SQLException e) {
            throw file.errors().explain("wipe", e);
        }
    }
}
