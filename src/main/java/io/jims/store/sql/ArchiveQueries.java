package io.jims.store.sql;

import java.util.List;

/// The SQL of an archive, in the dialect of its database. Ids and times are passed as text.
///
/// @param silentThreads thread ids after a thread's id or null, each with whether it has no events
///   since a time and no pending message; with a limit
/// @param isSilent yields a row if that holds for a thread
/// @param lockThread begins the deletion of a thread, so that nothing is added to it meanwhile
/// @param threads columns of a contact's `threads` after a thread's id or null, with a limit
/// @param events id, time, type and data of a thread's events, oldest first
/// @param deleteIndexed the operator's index of a thread; run after the thread was deleted, which
///   waits for an indexer in progress
/// @param deleteEvents the first events of a thread, with a limit
/// @param deleteCounts the counters in a range of ids, on any day
/// @param deleteOwed a thread's rows in our other tables. On PostgreSQL its version stays, as -1,
///   so that a server with the thread in memory stores nothing
public record ArchiveQueries(
        String countThreads,
        String countEvents,
        String threads,
        String events,
        String silentThreads,
        String isSilent,
        String lockThread,
        String deleteEvents,
        String deleteOwed,
        String deleteThread,
        List<String> deleteIndexed,
        String deleteCounts) {
    /// What a thread cost stays counted, under no thread.
    private static final String ERASED_COSTS =
            """
            INSERT INTO jims_widget_search_costs AS present
            SELECT day, '00000000000000000000000000000000', model, app, calls, prompt_tokens,
                   completion_tokens, cached_tokens
            FROM jims_widget_search_costs
            WHERE thread_id = %s
            ON CONFLICT (day, thread_id, model, app) DO UPDATE SET
                calls = present.calls + EXCLUDED.calls,
                prompt_tokens = present.prompt_tokens + EXCLUDED.prompt_tokens,
                completion_tokens = present.completion_tokens + EXCLUDED.completion_tokens,
                cached_tokens = present.cached_tokens + EXCLUDED.cached_tokens
            """;

    public static final ArchiveQueries SQLITE =
            // A time without a fraction sorts as the same time with one, and a T as a blank.
            of(
                    "TEXT",
                    "TEXT",
                    "substr(replace(created_at, 'T', ' ') || '.000000', 1, 26)",
                    "SELECT 1 FROM threads WHERE thread_id = ?",
                    "DELETE FROM jims_widget_unanswered WHERE thread_id = ?",
                    List.of(
                            """
                            DELETE FROM jims_widget_search_words WHERE rowid IN
                                (SELECT id FROM jims_widget_search_texts WHERE thread_id = ?)
                            """,
                            "DELETE FROM jims_widget_search_texts WHERE thread_id = ?",
                            "DELETE FROM jims_widget_search_feed WHERE thread_id = ?",
                            "DELETE FROM jims_widget_search_ratings WHERE thread_id = ?",
                            "DELETE FROM jims_widget_webhook_held WHERE thread_id = ?",
                            ERASED_COSTS.formatted("?"),
                            "DELETE FROM jims_widget_search_costs WHERE thread_id = ?",
                            "DELETE FROM jims_widget_search WHERE thread_id = ?"));
    public static final ArchiveQueries POSTGRESQL =
            of(
                    "UUID",
                    "TIMESTAMP",
                    "thread_events.created_at",
                    // Servers that write to the thread wait for this row, and see its version.
                    """
                    INSERT INTO jims_widget_versions AS present (thread_id, version)
                    SELECT thread_id, 0 FROM threads WHERE thread_id = CAST(? AS UUID)
                    ON CONFLICT (thread_id) DO UPDATE SET version = present.version
                    RETURNING 1
                    """,
                    """
                    WITH given AS (
                        SELECT CAST(? AS UUID) AS id
                    ), versions AS (
                        UPDATE jims_widget_versions SET version = -1 FROM given WHERE thread_id = id
                    ), begun AS (
                        DELETE FROM jims_widget_begun USING given WHERE thread_id = id
                    )
                    DELETE FROM jims_widget_unanswered USING given WHERE thread_id = id
                    """,
                    List.of(
                            "DELETE FROM jims_widget_search_texts WHERE thread_id = ?::uuid",
                            "DELETE FROM jims_widget_search_feed WHERE thread_id = ?::uuid",
                            "DELETE FROM jims_widget_search_ratings WHERE thread_id = ?::uuid",
                            "DELETE FROM jims_widget_webhook_held WHERE thread_id = ?::uuid",
                            ERASED_COSTS.formatted("?::uuid"),
                            "DELETE FROM jims_widget_search_costs WHERE thread_id = ?::uuid",
                            "DELETE FROM jims_widget_search WHERE thread_id = ?::uuid"));

    private static ArchiveQueries of(
            String idType,
            String timeType,
            String eventTime,
            String lock,
            String deleteOwed,
            List<String> deleteIndexed) {
        String id = "CAST(? AS " + idType + ")";
        String silent =
                """
                threads.created_at < %1$s
                AND NOT EXISTS
                    (SELECT 1 FROM thread_events e
                     WHERE e.thread_id = threads.thread_id AND e.created_at >= %1$s)
                AND NOT EXISTS
                    (SELECT 1 FROM jims_widget_unanswered u
                     WHERE u.thread_id = threads.thread_id)
                """
                        .formatted("CAST(? AS " + timeType + ")");
        return new ArchiveQueries(
                """
                SELECT count(*) FROM threads WHERE contact_id = ?
                """,
                """
                SELECT count(*) FROM thread_events
                WHERE thread_id IN (SELECT thread_id FROM threads WHERE contact_id = ?)
                """,
                """
                SELECT CAST(thread_id AS TEXT), contact_id, external_id,
                       CAST(created_at AS TEXT), thread_config
                FROM threads
                WHERE contact_id = ? AND (%s IS NULL OR thread_id > %s)
                ORDER BY threads.thread_id
                LIMIT ?
                """
                        .formatted(id, id),
                """
                SELECT CAST(event_id AS TEXT), CAST(created_at AS TEXT), event_type, event_data
                FROM thread_events
                WHERE thread_id = %s
                ORDER BY %s, thread_events.event_id
                """
                        .formatted(id, eventTime),
                """
                SELECT CAST(thread_id AS TEXT), CASE WHEN %s THEN 1 ELSE 0 END
                FROM (SELECT thread_id, created_at
                      FROM threads
                      WHERE %s IS NULL OR thread_id > %s
                      ORDER BY thread_id
                      LIMIT ?) AS threads
                ORDER BY threads.thread_id
                """
                        .formatted(silent, id, id),
                """
                SELECT 1 FROM threads WHERE thread_id = %s AND %s
                """
                        .formatted(id, silent),
                lock,
                """
                DELETE FROM thread_events
                WHERE thread_id = %s AND event_id IN
                    (SELECT event_id FROM thread_events
                     WHERE thread_id = %s ORDER BY event_id LIMIT ?)
                """
                        .formatted(id, id),
                deleteOwed,
                "DELETE FROM threads WHERE thread_id = " + id,
                deleteIndexed,
                "DELETE FROM jims_widget_counts WHERE counter_id BETWEEN %s AND %s"
                        .formatted(id, id));
    }
}
