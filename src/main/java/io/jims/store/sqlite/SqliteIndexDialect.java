package io.jims.store.sqlite;

import io.jims.store.sql.ArchiveConnections;
import io.jims.store.sql.Queries;
import io.jims.store.sql.Reader;
import io.jims.store.sql.Reader.Query;
import io.jims.store.sql.index.IndexDialect;
import io.jims.store.sql.index.NewEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// The index on SQLite: full-text search (FTS5), and events in the order in which they were stored,
/// by their row ids.
///
/// @param reader with connections of its own, so that a search delays no visitor
/// @param writing opens a connection for each transaction, since few are long
record SqliteIndexDialect(Reader reader, ArchiveConnections writing) implements IndexDialect {
    private static final Logger LOGGER = System.getLogger(SqliteIndexDialect.class.getName());

    /// What [io.jims.store.index.ThreadIndex#news] still knows.
    private static final int FEED = 10_000;

    private static final String HAS_NEWS =
            """
            SELECT 1 FROM jims_widget_search_state
            WHERE position <> (SELECT coalesce(max(rowid), 0) FROM thread_events)
            """;
    private static final String POSITION =
            """
            SELECT s.position, s.position = 0 OR EXISTS
                (SELECT 1 FROM thread_events e
                 WHERE e.rowid = s.position AND e.thread_id = s.thread_id
                   AND e.event_id = s.event_id)
            FROM jims_widget_search_state s
            """;
    private static final String NEXT =
            """
            SELECT thread_id, event_id, created_at, event_type, event_data
            FROM thread_events
            WHERE rowid > ?
            ORDER BY rowid
            LIMIT ?
            """;
    private static final String MOVE =
            """
            UPDATE jims_widget_search_state
            SET (position, thread_id, event_id) =
                (SELECT rowid, thread_id, event_id FROM thread_events
                 WHERE thread_id = ? AND event_id = ?)
            """;

    /// SQLite may reuse row ids of deleted events: the position is then that of an earlier event.
    private static final String STEP_BACK =
            """
            UPDATE jims_widget_search_state
            SET position = coalesce(before.id, 0), thread_id = coalesce(before.thread, ''),
                event_id = coalesce(before.event, '')
            FROM (SELECT 1) LEFT JOIN
                (SELECT e.rowid AS id, e.thread_id AS thread, e.event_id AS event
                 FROM thread_events e
                 WHERE e.rowid <= (SELECT position FROM jims_widget_search_state)
                 ORDER BY e.rowid DESC
                 LIMIT 1) AS before
            WHERE position > 0 AND NOT EXISTS
                (SELECT 1 FROM thread_events e
                 WHERE e.rowid = position
                   AND e.thread_id = jims_widget_search_state.thread_id
                   AND e.event_id = jims_widget_search_state.event_id)
            """;

    /// All events enter the feed again; the webhook skips those that it has delivered.
    private static final String FORGET_TOLD =
            """
            UPDATE jims_widget_webhook SET since = max(since, coalesce(
                (SELECT min(f.created_at) FROM jims_widget_search_feed f
                 WHERE f.position > jims_widget_webhook.position),
                CAST(unixepoch('subsec') * 1000000 AS INTEGER)))
            """;

    private static final String TIME =
            "substr(replace(e.created_at, 'T', ' ') || '.000000', 1, 26)";
    private static final Words WORDS =
            new Words(
                    "?",
                    "SELECT contact_id, created_at FROM threads WHERE thread_id = ?",
                    """
                    SELECT thread_id FROM jims_widget_search_texts WHERE id IN
                        (SELECT rowid FROM jims_widget_search_words
                         WHERE jims_widget_search_words MATCH ? ORDER BY rowid DESC LIMIT ?)
                    """,
                    TIME,
                    "CAST(unixepoch('subsec') * 1000000 AS INTEGER)");

    @Override
    public void prepare() {
        // row ids need no index
    }

    @Override
    public boolean hasNews() {
        return read(connection -> !Queries.list(connection, HAS_NEWS, row -> true).isEmpty());
    }

    @Override
    public <T> T read(Query<T> work) {
        return reader.read(work);
    }

    @Override
    public <T> T write(Query<T> work) {
        return writing.delete(work);
    }

    @Override
    public List<NewEvent> next(Connection connection, int limit) throws SQLException {
        return Queries.list(connection, NEXT, NewEvent::read, position(connection), limit);
    }

    private static long position(Connection connection) throws SQLException {
        long known =
                Queries.list(connection, POSITION, row -> row.getBoolean(2) ? row.getLong(1) : -1)
                        .getFirst();
        if (known < 0) { // another program deleted, or a VACUUM gave other row ids
            LOGGER.log(Level.INFO, "the operator's index is made anew, since row ids have changed");
            Queries.update(connection, "DELETE FROM jims_widget_search_hours");
            Queries.update(connection, "DELETE FROM jims_widget_search_ratings");
            Queries.update(connection, "DELETE FROM jims_widget_search_costs");
            Queries.update(connection, FORGET_TOLD);
        }
        return Math.max(0, known);
    }

    @Override
    public void advance(Connection connection, List<NewEvent> events) throws SQLException {
        NewEvent last = events.getLast();
        Queries.update(connection, MOVE, last.threadId(), last.row().eventId());
        Queries.update(
                connection,
                """
                DELETE FROM jims_widget_search_feed WHERE position <= min(
                    (SELECT max(position) FROM jims_widget_search_feed) - ?,
                """
                        + IndexDialect.TOLD
                        + ")",
                FEED);
    }

    /// To be called in a transaction that deletes events.
    static void stepBack(Connection connection) throws SQLException {
        Queries.update(connection, STEP_BACK);
    }

    @Override
    public boolean addWords(Connection connection, NewEvent message, Collection<String> words)
            throws SQLException {
        List<Long> added =
                Queries.list(
                        connection,
                        """
                        INSERT INTO jims_widget_search_texts (thread_id, event_id) VALUES (?, ?)
                        ON CONFLICT DO NOTHING
                        RETURNING id
                        """,
                        SqliteIndexDialect::id,
                        message.threadId(),
                        message.row().eventId());
        if (added.isEmpty()) {
            return false;
        }
        if (!words.isEmpty()) {
            Queries.update(
                    connection,
                    "INSERT INTO jims_widget_search_words (rowid, words) VALUES (?, ?)",
                    added.getFirst(),
                    String.join(" ", words));
        }
        return true;
    }

    @Override
    public String pattern(List<String> words) {
        return words.stream()
                .map(word -> "\"" + word + "\"" + (IndexDialect.isBeginning(word) ? "*" : ""))
                .collect(Collectors.joining(" AND "));
    }

    @Override
    public Words words() {
        return WORDS;
    }

    private static long id(ResultSet row) throws SQLException {
        return row.getLong(1);
    }
}
