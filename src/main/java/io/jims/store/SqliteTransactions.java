package io.jims.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stores batches of writes on one connection, each batch in one transaction. Used by one thread.
final class SqliteTransactions implements AutoCloseable {
    private final Connection connection;
    private final List<PreparedStatement> statements = new ArrayList<>();
    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final PreparedStatement rollback;
    private final PreparedStatement savepoint;
    private final PreparedStatement release;
    private final PreparedStatement rollbackToSavepoint;
    private final PreparedStatement touch;
    private final PreparedStatement insertThread;
    private final EventInserts insertEvents;

    /// @param connection closed with this
    SqliteTransactions(Connection connection) throws SQLException {
        this.connection = connection;
        begin = prepare("BEGIN IMMEDIATE");
        commit = prepare("COMMIT");
        rollback = prepare("ROLLBACK");
        savepoint = prepare("SAVEPOINT one_write");
        release = prepare("RELEASE one_write");
        rollbackToSavepoint = prepare("ROLLBACK TO one_write");
        touch = prepare("UPDATE jims_widget_schema SET version = version");
        insertThread =
                prepare(
                        """
                        INSERT INTO threads
                            (thread_id, contact_id, external_id, created_at, thread_config)
                        VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """);
        insertEvents = new EventInserts(connection);
    }

    /// Stores all of the batch or, if this throws, nothing.
    void store(List<Write> batch) throws SQLException {
        begin.executeUpdate();
        try {
            for (Write write : batch) {
                insert(write);
            }
            insertEvents.flush();
            commit.executeUpdate();
        } catch (Throwable e) {
            rollBack(e);
            throw e;
        }
    }

    /// Stores what can be stored of the batch or, if this throws, nothing.
    ///
    /// @return for each write why its rows were refused, or null if they are stored
    List<@Nullable SQLException> storeSeparately(List<Write> batch) throws SQLException {
        List<@Nullable SQLException> refusals = new ArrayList<>(batch.size());
        begin.executeUpdate();
        try {
            for (Write write : batch) {
                refusals.add(tryInsert(write));
            }
            commit.executeUpdate();
        } catch (Throwable e) {
            rollBack(e);
            throw e;
        }
        return refusals;
    }

    /// Copies the write-ahead log into the database, as far as other processes let it, and closes
    /// the connection.
    @Override
    public void close() throws SQLException {
        try (connection) {
            for (PreparedStatement statement : statements) {
                statement.close();
            }
            insertEvents.close();
            try (PreparedStatement checkpoint =
                    connection.prepareStatement("PRAGMA wal_checkpoint(TRUNCATE)")) {
                checkpoint.execute();
            }
        }
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statements.add(statement);
        return statement;
    }

    private @Nullable SQLException tryInsert(Write write) throws SQLException {
        savepoint.executeUpdate();
        try {
            insert(write);
            insertEvents.flush();
            release.executeUpdate();
            return null;
        } catch (SQLException e) {
            if (!SqliteErrors.isAboutRows(e)) {
                throw e;
            }
            insertEvents.clear();
            rollbackToSavepoint.executeUpdate();
            release.executeUpdate();
            return e;
        }
    }

    private void insert(Write write) throws SQLException {
        ThreadRow thread = write.thread();
        if (thread != null) {
            insert(thread);
        }
        for (EventRow event : write.events()) {
            insertEvents.add(write.threadId(), event);
        }
        if (write.isEmpty()) {
            touch.executeUpdate();
        }
    }

    private void insert(ThreadRow thread) throws SQLException {
        insertThread.setString(1, thread.threadId());
        insertThread.setString(2, thread.contactId());
        insertThread.setString(3, thread.externalId());
        insertThread.setString(4, thread.createdAt());
        insertThread.setString(5, thread.config());
        insertThread.executeUpdate();
    }

    private void rollBack(Throwable cause) {
        insertEvents.clear();
        try {
            rollback.executeUpdate();
        } catch (SQLException e) {
            // After some errors SQLite has rolled back by itself.
            cause.addSuppressed(e);
        }
    }
}
