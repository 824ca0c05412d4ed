package io.jims.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The prepared statements of one connection that writes. To be closed after any error: the driver
/// leaves the statement that failed unfit for use. Used by one thread.
final class SqliteStatements implements AutoCloseable {
    private final List<PreparedStatement> all = new ArrayList<>();
    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final PreparedStatement touch;
    private final PreparedStatement insertThread;
    private final EventInserts insertEvents;

    SqliteStatements(Connection connection) throws SQLException {
        begin = prepare(connection, "BEGIN IMMEDIATE");
        commit = prepare(connection, "COMMIT");
        touch = prepare(connection, "UPDATE jims_widget_schema SET version = version");
        insertThread =
                prepare(
                        connection,
                        """
                        INSERT INTO threads
                            (thread_id, contact_id, external_id, created_at, thread_config)
                        VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """);
        insertEvents =
                new EventInserts(
                        prepare(connection, EventInserts.ONE),
                        prepare(connection, EventInserts.GROUP));
    }

    void begin() throws SQLException {
        begin.executeUpdate();
    }

    void commit() throws SQLException {
        insertEvents.flush();
        commit.executeUpdate();
    }

    /// Inserts the rows, at the latest in [#commit] or [#flush].
    void insert(Write write) throws SQLException {
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

    void flush() throws SQLException {
        insertEvents.flush();
    }

    /// Closes all of them.
    ///
    /// @throws SQLException of those that failed before; they are closed all the same
    @Override
    public void close() throws SQLException {
        SQLException failure = null;
        for (PreparedStatement statement : all) {
            try {
                statement.close();
            } catch (SQLException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
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

    private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        all.add(statement);
        return statement;
    }
}
