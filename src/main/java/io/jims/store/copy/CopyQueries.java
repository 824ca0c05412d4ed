package io.jims.store.copy;

/// The SQL of a copy. Ids and times are passed as text.
///
/// @param threads key and columns of `threads` after a key, up to a number of rows
/// @param firstThreads the same, from the start
/// @param events of the thread with a key
/// @param eventsOfId of the thread with an id
/// @param strayEvents events of threads that are not in `threads`, with their thread's id
/// @param thread columns of the thread with an id
/// @param hasLifecycle yields a row if the table of texts exists
public record CopyQueries(
        String firstThreads,
        String threads,
        String events,
        String eventsOfId,
        String strayEvents,
        String thread,
        String insertThread,
        String insertEvent,
        String insertUnanswered,
        String insertCount,
        String hasLifecycle) {
    private static final String EVENT =
            """
            SELECT CAST(e.event_id AS TEXT), CAST(e.created_at AS TEXT), e.event_type,
                   e.event_domain, e.event_name, CAST(e.event_data AS TEXT),
                   CAST(e.thread_id AS TEXT)
            FROM thread_events e
            """;

    static final String LIFECYCLE_TABLE =
            "CREATE TABLE dm_conversation_lifecycle (event TEXT PRIMARY KEY, text TEXT)";

    public static final CopyQueries SQLITE =
            of(
                    new Types("TEXT", "TEXT", "TEXT", "TEXT"),
                    "rowid",
                    "INTEGER",
                    "day, counter_id, used",
                    "?, ?, ?",
                    "SELECT 1 FROM sqlite_master WHERE name = 'dm_conversation_lifecycle'");
    public static final CopyQueries POSTGRESQL =
            of(
                    new Types("UUID", "TIMESTAMP", "JSON", "JSONB"),
                    "thread_id",
                    "UUID",
                    "day, counter_id, used, added",
                    "CAST(? AS DATE), CAST(? AS UUID), ?, 0",
                    "SELECT 1 WHERE to_regclass('dm_conversation_lifecycle') IS NOT NULL");

    private static CopyQueries of(
            Types types,
            String key,
            String keyType,
            String countColumns,
            String countValues,
            String hasLifecycle) {
        String columns =
                """
                SELECT CAST(%s AS TEXT), CAST(thread_id AS TEXT), contact_id, external_id,
                       CAST(created_at AS TEXT), CAST(thread_config AS TEXT)
                FROM threads
                """
                        .formatted(key);
        String page = " ORDER BY threads." + key + " LIMIT ?";
        String id = "CAST(? AS " + types.id() + ")";
        String time = "CAST(? AS " + types.time() + ")";
        return new CopyQueries(
                columns + page,
                columns + " WHERE " + key + " > CAST(? AS " + keyType + ")" + page,
                EVENT
                        + " JOIN threads t ON t.thread_id = e.thread_id WHERE t.%s = CAST(? AS %s)"
                                .formatted(key, keyType),
                EVENT + " WHERE e.thread_id = " + id,
                EVENT
                        + " WHERE NOT EXISTS"
                        + " (SELECT 1 FROM threads t WHERE t.thread_id = e.thread_id)",
                columns + " WHERE thread_id = " + id,
                """
                INSERT INTO threads (thread_id, contact_id, external_id, created_at, thread_config)
                VALUES (%s, ?, ?, %s, CAST(? AS %s)) ON CONFLICT DO NOTHING
                """
                        .formatted(id, time, types.config()),
                """
                INSERT INTO thread_events
                    (event_id, created_at, event_type, event_domain, event_name, event_data,
                     thread_id)
                VALUES (%1$s, %2$s, ?, ?, ?, CAST(? AS %3$s), %1$s) ON CONFLICT DO NOTHING
                """
                        .formatted(id, time, types.json()),
                """
                INSERT INTO jims_widget_unanswered (thread_id, event_id)
                VALUES (%1$s, %1$s) ON CONFLICT DO NOTHING
                """
                        .formatted(id),
                """
                INSERT INTO jims_widget_counts (%s) VALUES (%s)
                ON CONFLICT (day, counter_id) DO UPDATE SET used = excluded.used
                """
                        .formatted(countColumns, countValues),
                hasLifecycle);
    }

    /// The database's names for the types of columns.
    private record Types(String id, String time, String json, String config) {}
}
