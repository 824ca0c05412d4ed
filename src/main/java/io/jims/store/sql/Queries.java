package io.jims.store.sql;

import io.jims.store.LifecycleTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The SQL of the stores, in the dialect of each database. Ids are passed as 32 hexadecimal digits;
/// ids, times and JSON are returned as text.
///
/// @param thread the columns of `threads` for an id
/// @param threadByExternalId the same for an external id, at most one row
/// @param unanswered event ids for a thread's id
/// @param threadsOwingAnswers columns of `threads` with pending messages, oldest first, with a
///   limit
/// @param newestEvents id, time, type and data of a thread's events, newest first, with a limit
/// @param earlierMessages the same columns of `comm.*` events before an event, for a thread's id,
///   that id again, the event's id and a limit
/// @param event the same columns for a thread's id and an event's id
/// @param feedback the same columns of ratings, newest first, for a thread's id and a limit
/// @param lastHandoff the same columns of a thread's last handoff, at most one row
/// @param threadsOfContact the newest threads of a contact with a limit: id, time of the last
///   event, and the columns of the first question if there is one
/// @param hasLifecycleTable yields a row if the table exists
public record Queries(
        String thread,
        String threadByExternalId,
        String unanswered,
        String threadsOwingAnswers,
        String newestEvents,
        String earlierMessages,
        String event,
        String feedback,
        String lastHandoff,
        String threadsOfContact,
        String hasLifecycleTable) {
    /// Works for any column type, and cuts texts to the requested length.
    private static final String LIFECYCLE_ROWS =
            """
            SELECT CAST(event AS TEXT), substr(CAST(text AS TEXT), 1, ?)
            FROM dm_conversation_lifecycle
            ORDER BY 1, 2
            LIMIT ?
            """;

    private static final String PROBE = "SELECT 1 FROM thread_events LIMIT 1";

    Optional<ThreadRow> thread(Connection connection, String threadId) throws SQLException {
        return list(connection, thread, Queries::threadRow, threadId).stream().findFirst();
    }

    Optional<ThreadRow> threadByExternalId(Connection connection, String externalId)
            throws SQLException {
        return list(connection, threadByExternalId, Queries::threadRow, externalId).stream()
                .findFirst();
    }

    List<ThreadRow> threadsOwingAnswers(Connection connection, int limit) throws SQLException {
        return list(connection, threadsOwingAnswers, Queries::threadRow, limit);
    }

    List<String> unanswered(Connection connection, String threadId) throws SQLException {
        return list(connection, unanswered, row -> row.getString(1), threadId);
    }

    List<EventRow> newestEvents(Connection connection, String threadId, int limit)
            throws SQLException {
        return list(connection, newestEvents, Queries::eventRow, threadId, limit);
    }

    List<EventRow> earlierMessages(
            Connection connection, String threadId, String eventId, int limit) throws SQLException {
        return list(
                connection, earlierMessages, Queries::eventRow, threadId, threadId, eventId, limit);
    }

    Optional<EventRow> event(Connection connection, String threadId, String eventId)
            throws SQLException {
        return list(connection, event, Queries::eventRow, threadId, eventId).stream().findFirst();
    }

    List<EventRow> feedback(Connection connection, String threadId, int limit) throws SQLException {
        return list(connection, feedback, Queries::eventRow, threadId, limit);
    }

    Optional<EventRow> lastHandoff(Connection connection, String threadId) throws SQLException {
        return list(connection, lastHandoff, Queries::eventRow, threadId).stream().findFirst();
    }

    List<ContactThreadRow> threadsOfContact(Connection connection, String contactId, int limit)
            throws SQLException {
        return list(connection, threadsOfContact, Queries::contactThreadRow, contactId, limit);
    }

    boolean hasLifecycleTable(Connection connection) throws SQLException {
        return !list(connection, hasLifecycleTable, row -> true).isEmpty();
    }

    /// At most so many rows; longer texts are cut to this many characters.
    static List<LifecycleTable.Row> lifecycleRows(
            Connection connection, int limit, int textCharacters) throws SQLException {
        return list(
                connection,
                LIFECYCLE_ROWS,
                row -> new LifecycleTable.Row(row.getString(1), row.getString(2)),
                textCharacters,
                limit);
    }

    /// Whether there is a schema, and pages that can be read.
    public static boolean probe(Connection connection) throws SQLException {
        return !list(connection, PROBE, row -> true).isEmpty();
    }

    /// The rows that a query finds, each read in turn.
    public static <T> List<T> list(
            Connection connection, String sql, RowReader<T> reader, Object... parameters)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            bind(query, parameters);
            try (ResultSet row = query.executeQuery()) {
                List<T> rows = new ArrayList<>();
                while (row.next()) {
                    rows.add(reader.read(row));
                }
                return rows;
            }
        }
    }

    /// Changes rows.
    ///
    /// @return how many
    public static int update(Connection connection, String sql, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, Object... parameters)
            throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    public static ThreadRow threadRow(ResultSet row) throws SQLException {
        return new ThreadRow(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5));
    }

    private static ContactThreadRow contactThreadRow(ResultSet row) throws SQLException {
        String question = row.getString(3);
        return new ContactThreadRow(
                row.getString(1),
                row.getString(2),
                question == null
                        ? null
                        : new EventRow(
                                question,
                                row.getString(4),
                                row.getString(5),
                                null,
                                null,
                                row.getString(6)));
    }

    public static EventRow eventRow(ResultSet row) throws SQLException {
        return new EventRow(
                row.getString(1), row.getString(2), row.getString(3), null, null, row.getString(4));
    }

    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }
}
