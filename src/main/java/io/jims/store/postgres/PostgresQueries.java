package io.jims.store.postgres;

import io.jims.core.ThreadId;
import io.jims.store.sql.EventRow;
import io.jims.store.sql.Queries;
import io.jims.store.sql.TimestampText;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// The [Queries] for PostgreSQL.
///
/// @implNote The server converts ids and times to text, since the driver's conversion of times
///   depends on the process's time zone.
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
                    SELECT event_id::text, created_at::text, event_type, event_data
                    FROM thread_events
                    WHERE thread_id = ?::uuid AND event_type = 'jims.widget.feedback'
                    ORDER BY thread_events.created_at DESC, thread_events.event_id DESC
                    LIMIT ?
                    """,
                    """
                    SELECT event_id::text, created_at::text, event_type, event_data
                    FROM thread_events
                    WHERE thread_id = ?::uuid AND event_type = 'state.set.handoff'
                    ORDER BY thread_events.created_at DESC, thread_events.event_id DESC
                    LIMIT 1
                    """,
                    """
                    SELECT recent.thread_id::text,
                           coalesce(
                               (SELECT last.created_at
                                FROM thread_events AS last
                                WHERE last.thread_id = recent.thread_id
                                ORDER BY last.created_at DESC, last.event_id DESC
                                LIMIT 1),
                               recent.created_at)::text,
                           question.event_id::text, question.created_at::text,
                           question.event_type, question.event_data
                    FROM (SELECT thread_id, created_at
                          FROM threads
                          WHERE contact_id = ?
                          ORDER BY created_at DESC, thread_id DESC
                          LIMIT ?) AS recent
                    LEFT JOIN LATERAL
                        (SELECT event_id, created_at, event_type, event_data
                         FROM (SELECT event_id, created_at, event_type, event_data
                               FROM thread_events AS first
                               WHERE first.thread_id = recent.thread_id
                               ORDER BY first.created_at, first.event_id
                               LIMIT 20) AS beginning
                         WHERE event_type LIKE 'comm.user_%'
                           AND length(event_data::text) <= 100000
                         ORDER BY event_data::text LIKE '%"content":"/%'
                                  OR event_data::text LIKE '%"content": "/%',
                                  beginning.created_at, beginning.event_id
                         LIMIT 1) AS question ON true
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
