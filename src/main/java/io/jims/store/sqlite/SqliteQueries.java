package io.jims.store.sqlite;

import io.jims.store.sql.Queries;

/// The [Queries] in SQLite's words.
final class SqliteQueries {
    static final Queries QUERIES =
            new Queries(
                    """
                    SELECT thread_id, contact_id, external_id, created_at, thread_config
                    FROM threads
                    WHERE thread_id = ?
                    """,
                    """
                    SELECT thread_id, contact_id, external_id, created_at, thread_config
                    FROM threads
                    WHERE external_id = ?
                    LIMIT 1
                    """,
                    """
                    SELECT event_id
                    FROM jims_widget_unanswered
                    WHERE thread_id = ?
                    """,
                    """
                    SELECT thread_id, contact_id, external_id, created_at, thread_config
                    FROM threads
                    WHERE thread_id IN (SELECT thread_id FROM jims_widget_unanswered)
                    ORDER BY created_at, thread_id
                    LIMIT ?
                    """,
                    // A time without a fraction sorts as the same time with one, and a T as a
                    // blank.
                    """
                    SELECT event_id, created_at, event_type, event_data
                    FROM thread_events
                    WHERE thread_id = ?
                    ORDER BY substr(replace(created_at, 'T', ' ') || '.000000', 1, 26) DESC,
                             event_id DESC
                    LIMIT ?
                    """,
                    """
                    SELECT event_id, created_at, event_type, event_data
                    FROM thread_events
                    WHERE thread_id = ?
                      AND event_type LIKE 'comm.%'
                      AND (substr(replace(created_at, 'T', ' ') || '.000000', 1, 26), event_id) <
                          (SELECT substr(replace(created_at, 'T', ' ') || '.000000', 1, 26), event_id
                           FROM thread_events
                           WHERE thread_id = ? AND event_id = ?)
                    ORDER BY substr(replace(created_at, 'T', ' ') || '.000000', 1, 26) DESC,
                             event_id DESC
                    LIMIT ?
                    """,
                    """
                    SELECT event_id, created_at, event_type, event_data
                    FROM thread_events
                    WHERE thread_id = ? AND event_id = ?
                    """,
                    """
                    SELECT 1
                    FROM sqlite_master
                    WHERE type IN ('table', 'view') AND name = 'dm_conversation_lifecycle'
                    """);

    private SqliteQueries() {}
}
