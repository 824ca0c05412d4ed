package io.jims.store.sqlite;

import io.jims.store.commit.PendingWrite;
import io.jims.store.sql.CountRow;
import io.jims.store.sql.EncodedChange;
import io.jims.store.sql.EventRow;
import io.jims.store.sql.ThreadRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The prepared statements of one writing connection. Close them after any error: the driver leaves
/// a failed statement unusable. Used by one thread.
final class SqliteStatements implements AutoCloseable {
    private final List<PreparedStatement> all = new ArrayList<>();
    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final PreparedStatement touch;
    private final PreparedStatement insertThread;
    private final PreparedStatement owe;
    private final PreparedStatement settle;
    private final PreparedStatement count;
    private final PreparedStatement forgetDays;
    private final EventInserts insertEvents;
    private final ErasedThreads erased;
    private String newestDay = "";

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
        owe =
                prepare(
                        connection,
                        """
                        INSERT INTO jims_widget_unanswered (thread_id, event_id) VALUES (?, ?)
                        ON CONFLICT DO NOTHING
                        """);
        settle =
                prepare(
                        connection,
                        "DELETE FROM jims_widget_unanswered WHERE thread_id = ? AND event_id = ?");
        erased =
                new ErasedThreads(
                        prepare(connection, ErasedThreads.VERSION),
                        prepare(connection, ErasedThreads.ANY),
                        prepare(connection, ErasedThreads.FIND),
                        prepare(connection, ErasedThreads.FORGET));
        count =
                prepare(
                        connection,
                        """
                        INSERT INTO jims_widget_counts AS present (day, counter_id, used)
                        VALUES (?, ?, ?)
                        ON CONFLICT DO UPDATE SET used = present.used + EXCLUDED.used
                        """);
        forgetDays = prepare(connection, "DELETE FROM jims_widget_counts WHERE day < ?");
        insertEvents =
                new EventInserts(
                        prepare(connection, EventInserts.ONE),
                        prepare(connection, EventInserts.GROUP));
    }

    void begin() throws SQLException {
        begin.executeUpdate();
        erased.refresh();
    }

    void commit() throws SQLException {
        insertEvents.flush();
        commit.executeUpdate();
    }

    /// Inserts the rows, at the latest in [#commit] or [#flush].
    ///
    /// @throws SQLException [ErasedThreads.Erased] if their thread was deleted
    void insert(PendingWrite write) throws SQLException {
        EncodedChange rows = write.change();
        if (rows.count() != null) {
            add(rows.count());
            return; // it is no part of a thread
        }
        if (rows.thread() != null) {
            erased.forget(rows.threadId());
            insert(rows.thread());
        } else if (!rows.isEmpty()) {
            erased.refuse(rows.threadId());
        }
        for (EventRow event : rows.events()) {
            insertEvents.add(rows.threadId(), event);
        }
        if (rows.unanswered() != null) {
            execute(owe, rows.threadId(), rows.unanswered());
        }
        if (rows.answered() != null) {
            execute(settle, rows.threadId(), rows.answered());
        }
        if (rows.isEmpty()) {
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

    private void add(CountRow row) throws SQLException {
        if (row.day().compareTo(newestDay) > 0) {
            newestDay = row.day();
            forgetDays.setString(1, row.day());
            forgetDays.executeUpdate();
        }
        count.setString(1, row.day());
        count.setString(2, row.counterId());
        count.setLong(3, row.added());
        count.executeUpdate();
    }

    private static void execute(PreparedStatement statement, String threadId, String eventId)
            throws SQLException {
        statement.setString(1, threadId);
        statement.setString(2, eventId);
        statement.executeUpdate();
    }

    private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        all.add(statement);
        return statement;
    }
}
