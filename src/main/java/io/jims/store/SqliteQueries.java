package io.jims.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the readers ask the database.
final class SqliteQueries {
    private static final String THREAD =
            """
            SELECT thread_id, contact_id, external_id, created_at, thread_config
            FROM threads
            WHERE thread_id = ?
            """;

    private static final String THREAD_BY_EXTERNAL_ID =
            """
            SELECT thread_id, contact_id, external_id, created_at, thread_config
            FROM threads
            WHERE external_id = ?
            LIMIT 1
            """;

    private static final String UNANSWERED =
            """
            SELECT event_id
            FROM jims_widget_unanswered
            WHERE thread_id = ?
            """;

    /// The threads' ids begin with the time of their making, which is order enough here.
    private static final String THREADS_OWING_ANSWERS =
            """
            SELECT thread_id, contact_id, external_id, created_at, thread_config
            FROM threads
            WHERE thread_id IN (SELECT thread_id FROM jims_widget_unanswered)
            ORDER BY thread_id
            LIMIT ?
            """;

    /// A time without a fraction sorts as the same time with one.
    private static final String NEWEST_EVENTS =
            """
            SELECT event_id, created_at, event_type, event_data
            FROM thread_events
            WHERE thread_id = ?
            ORDER BY substr(created_at || '.000000', 1, 26) DESC, event_id DESC
            LIMIT ?
            """;

    private SqliteQueries() {}

    static Optional<ThreadRow> thread(Connection connection, String threadId) throws SQLException {
        return thread(connection, THREAD, threadId);
    }

    static Optional<ThreadRow> threadByExternalId(Connection connection, String externalId)
            throws SQLException {
        return thread(connection, THREAD_BY_EXTERNAL_ID, externalId);
    }

    static List<ThreadRow> threadsOwingAnswers(Connection connection, int limit)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(THREADS_OWING_ANSWERS)) {
            query.setInt(1, limit);
            try (ResultSet row = query.executeQuery()) {
                List<ThreadRow> rows = new ArrayList<>();
                while (row.next()) {
                    rows.add(threadRow(row));
                }
                return rows;
            }
        }
    }

    static List<String> unanswered(Connection connection, String threadId) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(UNANSWERED)) {
            query.setString(1, threadId);
            try (ResultSet row = query.executeQuery()) {
                List<String> ids = new ArrayList<>();
                while (row.next()) {
                    ids.add(row.getString(1));
                }
                return ids;
            }
        }
    }

    private static Optional<ThreadRow> thread(Connection connection, String sql, String key)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, key);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(threadRow(row)) : Optional.empty();
            }
        }
    }

    static List<EventRow> newestEvents(Connection connection, String threadId, int limit)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(NEWEST_EVENTS)) {
            query.setString(1, threadId);
            query.setInt(2, limit);
            try (ResultSet row = query.executeQuery()) {
                List<EventRow> rows = new ArrayList<>();
                while (row.next()) {
                    rows.add(eventRow(row));
                }
                return rows;
            }
        }
    }

    /// Whether there is a schema, and pages that can be read.
    static boolean probe(Connection connection) throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement("SELECT 1 FROM thread_events LIMIT 1");
                ResultSet row = query.executeQuery()) {
            return row.next();
        }
    }

    private static ThreadRow threadRow(ResultSet row) throws SQLException {
        return new ThreadRow(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5));
    }

    private static EventRow eventRow(ResultSet row) throws SQLException {
        return new EventRow(
                row.getString(1), row.getString(2), row.getString(3), null, null, row.getString(4));
    }
}
