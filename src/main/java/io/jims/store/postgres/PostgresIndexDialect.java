package io.jims.store.postgres;

import io.jims.store.sql.Queries;
import io.jims.store.sql.Reader;
import io.jims.store.sql.Reader.Query;
import io.jims.store.sql.TimestampText;
import io.jims.store.sql.index.IndexDialect;
import io.jims.store.sql.index.NewEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.ds.PGSimpleDataSource;

/// The index on PostgreSQL: `tsvector` with GIN, and events in the order of their times.
///
/// An event may be committed some time after its timestamp: a run's events are stored at its end.
/// So the events of the last minutes are scanned again each time, and the feed shows which of them
/// are indexed.
record PostgresIndexDialect(
        PGSimpleDataSource source, Reader reader, PostgresArchiveConnections writing)
        implements IndexDialect {
    private static final Logger LOGGER = System.getLogger(PostgresIndexDialect.class.getName());

    /// Longer than a run takes unless `--pipeline-timeout` is raised far.
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private static final String INDEX = "ix_jims_widget_event_times";
    private static final String IS_INVALID =
            """
            SELECT 1 FROM pg_index
            WHERE indexrelid = to_regclass('ix_jims_widget_event_times') AND NOT indisvalid
            """;

    private static final String CLAIM =
            "SELECT position FROM jims_widget_search_state FOR UPDATE SKIP LOCKED";
    private static final String NEXT =
            """
            SELECT e.thread_id::text, e.event_id::text, e.created_at::text, e.event_type, e.event_data
            FROM thread_events e
            WHERE e.created_at > ?::timestamp
              AND NOT EXISTS (SELECT 1 FROM jims_widget_search_feed f
                              WHERE f.thread_id = e.thread_id AND f.event_id = e.event_id)
            ORDER BY e.created_at, e.event_id
            LIMIT ?
            """;

    private static final Words WORDS =
            new Words(
                    "?::uuid",
                    """
                    SELECT contact_id, created_at::text FROM threads WHERE thread_id = ?::uuid
                    FOR KEY SHARE
                    """,
                    """
                    SELECT thread_id FROM
                        (SELECT thread_id FROM jims_widget_search_texts
                         WHERE words @@ ?::tsquery ORDER BY id DESC LIMIT ?) AS newest
                    """,
                    "e.created_at",
                    "CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT)");

    /// Creates the index on the events' times, concurrently with writes, and only if the operator's
    /// listener is used, since it costs something for each message. Only the table's owner can.
    @Override
    public void prepare() {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, 0);
            statement.execute("SET statement_timeout = 0");
            if (!Queries.list(connection, IS_INVALID, row -> true).isEmpty()) {
                statement.execute("DROP INDEX CONCURRENTLY " + INDEX); // left half made by a crash
            }
            statement.execute(
                    "CREATE INDEX CONCURRENTLY IF NOT EXISTS "
                            + INDEX
                            + " ON thread_events (created_at, event_id)");
        } catch (SQLException e) {
            LOGGER.log(
                    Level.WARNING,
                    "the operator's index is slow to keep up, since the index "
                            + INDEX
                            + " was not made: "
                            + e.getMessage());
        }
    }

    @Override
    public boolean hasNews() {
        return true;
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
        List<Long> position = Queries.list(connection, CLAIM, row -> row.getLong(1));
        if (position.isEmpty()) {
            return List.of();
        }
        return Queries.list(connection, NEXT, NewEvent::read, windowOf(position.getFirst()), limit);
    }

    @Override
    public void advance(Connection connection, List<NewEvent> events) throws SQLException {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        long newest = Math.min(events.getLast().createdAt(), now);
        Queries.update(
                connection,
                "UPDATE jims_widget_search_state SET position = greatest(position, ?)",
                newest);
        Queries.update(
                connection,
                """
                DELETE FROM jims_widget_search_feed
                WHERE created_at <= (SELECT position - ? FROM jims_widget_search_state)
                    AND position <=
                """
                        + IndexDialect.TOLD,
                WINDOW.toNanos() / 1_000);
    }

    @Override
    public boolean addWords(Connection connection, NewEvent message, Collection<String> words)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        """
                        INSERT INTO jims_widget_search_texts (thread_id, event_id, words)
                        VALUES (?::uuid, ?::uuid, array_to_tsvector(?))
                        ON CONFLICT DO NOTHING
                        """)) {
            insert.setString(1, message.threadId());
            insert.setString(2, message.row().eventId());
            insert.setArray(3, connection.createArrayOf("text", words.toArray()));
            return insert.executeUpdate() == 1;
        }
    }

    @Override
    public String pattern(List<String> words) {
        return words.stream()
                .map(word -> "'" + word + "'" + (IndexDialect.isBeginning(word) ? ":*" : ""))
                .collect(Collectors.joining(" & "));
    }

    @Override
    public Words words() {
        return WORDS;
    }

    /// The time after which events are scanned.
    private static String windowOf(long position) {
        Instant from = Instant.EPOCH.plus(position, ChronoUnit.MICROS).minus(WINDOW);
        return position == 0 ? "-infinity" : TimestampText.write(from);
    }
}
