package io.jims.store.postgres;

import io.jims.core.ThreadId;
import io.jims.store.sql.EventRow;
import io.jims.store.sql.Queries;
import io.jims.store.sql.TimestampText;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// The [Queries] in PostgreSQL's words.
///
/// @implNote Ids and times are made text by the server, since the driver's own text of a time goes
///   by way of the process's time zone.
final class PostgresQueries {
    static final Queries QUERIES =
            new Queries(
                    """
                    SELECT thread_id::text, contact_id, external_id, created_at::text, thread_config
                    FROM threads
                    WHERE thread_id = ?::uuid
                    """,
                    """
                    SELECT thread_id::text, contact_id, external_id, created_at::text, thread_config
                    FROM threads
                    WHERE external_id = ?
                    LIMIT 1
                    """,
                    """
                    SELECT event_id::text
                    FROM jims_widget_unanswered
                    WHERE thread_id = ?::uuid
                    """,
                    """
                    SELECT thread_id::text, contact_id, external_id, created_at::text, thread_config
                    FROM threads
                    WHERE thread_id IN (SELECT thread_id FROM jims_widget_unanswered)
                    ORDER BY threads.created_at, threads.thread_id
                    LIMIT ?
                    """,
                    """
                    SELECT event_id::text, created_at::text, event_type, event_data
                    FROM thread_events
                    WHERE thread_id = ?::uuid
                    ORDER BY thread_events.created_at DESC, thread_events.event_id DESC
                    LIMIT ?
                    """,
                    """
                    SELECT event_id::text, created_at::text, event_type, event_data
                    FROM thread_events
                    WHERE thread_id = ?::uuid
                      AND event_type LIKE 'comm.%'
                      AND (created_at, event_id) <
                          (SELECT created_at, event_id
                           FROM thread_events
                           WHERE thread_id = ?::uuid AND event_id = ?::uuid)
                    ORDER BY thread_events.created_at DESC, thread_events.event_id DESC
                    LIMIT ?
                    """,
                    """
                    SELECT event_id::text, created_at::text, event_type, event_data
                    FROM thread_events
                    WHERE thread_id = ?::uuid AND event_id = ?::uuid
                    """,
                    """
                    SELECT 1
                    WHERE to_regclass('dm_conversation_lifecycle') IS NOT NULL
                    """);

    static final String VERSION =
            """
            SELECT version FROM jims_widget_versions WHERE thread_id = ?::uuid
            """;
    static final String LATER_EVENTS =
            """
            SELECT event_id::text, created_at::text, event_type, event_data
            FROM thread_events
            WHERE thread_id = ?::uuid AND created_at > ?::timestamp
            ORDER BY thread_events.created_at DESC, thread_events.event_id DESC
            LIMIT ?
            """;

    private PostgresQueries() {}

    /// See [io.jims.store.ThreadStore#version].
    static long version(Connection connection, ThreadId thread) throws SQLException {
        return Queries.list(connection, VERSION, row -> row.getLong(1), thread.value().toString())
                .stream()
                .findFirst()
                .orElse(0L);
    }

    /// The newest events that are later than this, newest first.
    static List<EventRow> laterEvents(
            Connection connection, ThreadId thread, Instant time, int limit) throws SQLException {
        return Queries.list(
                connection,
                LATER_EVENTS,
                Queries::eventRow,
                thread.value().toString(),
                TimestampText.write(time),
                limit);
    }
}
