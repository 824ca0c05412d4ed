package io.jims.store.sqlite;

import io.jims.store.commit.PendingWrite;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stores batches of writes on one connection, each batch in one transaction. Used by one thread.
final class SqliteTransactions implements AutoCloseable {
    private final Connection connection;
    private @Nullable SqliteStatements prepared;

    /// @param connection closed with this
    SqliteTransactions(Connection connection) throws SQLException {
        this.connection = connection;
        this.prepared = new SqliteStatements(connection);
    }

    /// Stores all of the batch or, if this throws, nothing.
    void store(List<PendingWrite> batch) throws SQLException {
        try {
            SqliteStatements statements = statements();
            statements.begin();
            for (PendingWrite write : batch) {
                statements.insert(write);
            }
            statements.commit();
        } catch (Throwable e) {
            rollBack(e);
            throw e;
        }
    }

    /// Stores what can be stored of the batch or, if this throws, nothing.
    ///
    /// @return for each write why its rows were refused, or null if they are stored
    List<@Nullable SQLException> storeSeparately(List<PendingWrite> batch) throws SQLException {
        List<@Nullable SQLException> refusals = new ArrayList<>(batch.size());
        try {
            statements().begin();
            for (PendingWrite write : batch) {
                refusals.add(tryInsert(write));
            }
            statements().commit();
        } catch (Throwable e) {
            rollBack(e);
            throw e;
        }
        return refusals;
    }

    /// Checkpoints the write-ahead log, as far as other processes allow it, and closes the
    /// connection.
    @Override
    public void close() throws SQLException {
        try (connection) {
            if (prepared != null) {
                prepared.close();
            }
            execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    private SqliteStatements statements() throws SQLException {
        if (prepared == null) {
            prepared = new SqliteStatements(connection);
        }
        return prepared;
    }

    private @Nullable SQLException tryInsert(PendingWrite write) throws SQLException {
        execute("SAVEPOINT one_write");
        try {
            SqliteStatements statements = statements();
            statements.insert(write);
            statements.flush();
            execute("RELEASE one_write");
            return null;
        } catch (SQLException e) {
            if (!SqliteErrors.isAboutRows(e)) {
                throw e;
            }
            discardStatements(e);
            execute("ROLLBACK TO one_write");
            execute("RELEASE one_write");
            return e;
        }
    }

    private void rollBack(Throwable cause) {
        discardStatements(cause);
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            // After some errors SQLite has rolled back by itself.
            cause.addSuppressed(e);
        }
    }

    private void discardStatements(Throwable cause) {
        if (prepared != null) {
            try {
                prepared.close();
            } catch (SQLException e) {
                // Closing one that failed repeats its error.
                cause.addSuppressed(e);
            }
            prepared = null;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
