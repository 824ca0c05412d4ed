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
                    // blank. SQLite looks for a beginning in the index by one column only, so that
                    // the order of pairs is asked for twice.
                    """
                    SELECT event_id, created_at, event_type, event_data
                    FROM thread_events
                    WHERE thread_id = ?
                    ORDER BY substr(replace(created_at, 'T', ' ') || '.000000', 1, 26) DESC,
                             event_id DESC
                    LIMIT ?
                    """,
                    """
                    SELECT earlier.event_id, earlier.created_at, earlier.event_type,
                           earlier.event_data
                    FROM thread_events AS earlier, thread_events AS given
                    WHERE earlier.thread_id = ?
                      AND earlier.event_type LIKE 'comm.%'
                      AND given.thread_id = ? AND given.event_id = ?
                      AND substr(replace(earlier.created_at, 'T', ' ') || '.000000', 1, 26) <=
                          substr(replace(given.created_at, 'T', ' ') || '.000000', 1, 26)
                      AND (substr(replace(earlier.created_at, 'T', ' ') || '.000000', 1, 26),
                           earlier.event_id) <
                          (substr(replace(given.created_at, 'T', ' ') || '.000000', 1, 26),
                           given.event_id)
                    ORDER BY substr(replace(earlier.created_at, 'T', ' ') || '.000000', 1, 26) DESC,
                             earlier.event_id DESC
                    LIMIT ?
                    """,
                    """
                    SELECT event_id, created_at, event_type, event_data
                    FROM thread_events
                    WHERE thread_id = ? AND event_id = ?
                    """,
                    """
                    SELECT event_id, created_at, event_type, event_data
                    FROM thread_events
                    WHERE thread_id = ? AND event_type = 'jims.widget.feedback'
                    ORDER BY substr(replace(created_at, 'T', ' ') || '.000000', 1, 26) DESC,
                             event_id DESC
                    LIMIT ?
                    """,
                    """
                    SELECT event_id, created_at, event_type, event_data
                    FROM thread_events
                    WHERE thread_id = ? AND event_type = 'state.set.handoff'
                    ORDER BY substr(replace(created_at, 'T', ' ') || '.000000', 1, 26) DESC,
                             event_id DESC
                    LIMIT 1
                    """,
                    """
                    SELECT recent.thread_id,
                           coalesce(
                               (SELECT last.created_at
                                FROM thread_events AS last
                                WHERE last.thread_id = recent.thread_id
                                ORDER BY substr(replace(last.created_at, 'T', ' ') || '.000000', 1, 26)
                                         DESC, last.event_id DESC
                                LIMIT 1),
                               recent.created_at),
                           question.event_id, question.created_at, question.event_type,
                           question.event_data
                    FROM (SELECT thread_id, created_at
                          FROM threads
                          WHERE contact_id = ?
                          ORDER BY created_at DESC, thread_id DESC
                          LIMIT ?) AS recent
                    LEFT JOIN thread_events AS question
                        ON question.thread_id = recent.thread_id
                        AND question.event_id =
                            (SELECT event_id
                             FROM (SELECT event_id, event_type, event_data,
                                          substr(replace(first.created_at, 'T', ' ') || '.000000',
                                                 1, 26) AS at
                                   FROM thread_events AS first
                                   WHERE first.thread_id = recent.thread_id
                                   ORDER BY substr(replace(first.created_at, 'T', ' ') || '.000000',
                                                   1, 26), first.event_id
                                   LIMIT 20)
                             WHERE event_type LIKE 'comm.user_%'
                               AND length(event_data) <= 100000
                             ORDER BY event_data LIKE '%"content":"/%'
                                      OR event_data LIKE '%"content": "/%', at, event_id
                             LIMIT 1)
                    """,
                    """
                    SELECT 1
                    FROM sqlite_master
                    WHERE type IN ('table', 'view') AND name = 'dm_conversation_lifecycle'
                    """);

    private SqliteQueries() {}
}
