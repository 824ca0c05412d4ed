package io.jims.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.store.Databases;
import io.jims.store.Samples;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is asked of a thread, also between replicas, costs the same however long it is: an index
/// has the rows in order, and no more of them are read than are wanted.
class PostgresQueryPlanTest {
    private static final int EVENTS = 20_000;

    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();
    private final ThreadId id = ThreadId.create();

    @Test
    void queries_readNoMoreRowsThanTheyAreAskedFor_inALongThread() throws SQLException {
        try (ThreadStore store = ThreadStores.open(database.url())) {
            store.create(Samples.thread(id), List.of(Samples.event("first")));
        }
        fill();

        String newest = PostgresQueries.QUERIES.newestEvents();
        assertThat(plan(newest, id(), "50")).doesNotContain("Sort").contains("newest_events");
        assertThat(plan(PostgresQueries.LATER_EVENTS, id(), "'2026-05-01 00:05:00'", "50"))
                .doesNotContain("Sort")
                .contains("newest_events");
        assertThat(plan(PostgresQueries.VERSION, id())).doesNotContain("Sort").contains("_pkey");
        assertThat(rowsRead(newest, id(), "50")).isLessThanOrEqualTo(50);
    }

    @Test
    void oneEvent_itsPredecessors_andWhatIsOwed_comeOutOfIndexes() throws SQLException {
        ThreadEvent event = Samples.event("first");
        try (ThreadStore store = ThreadStores.open(database.url())) {
            store.create(Samples.thread(id), List.of(event));
        }
        fill();
        String eventId = "'" + event.id() + "'";

        assertThat(plan(PostgresQueries.QUERIES.event(), id(), eventId))
                .contains("_pkey")
                .doesNotContain("Seq Scan");
        assertThat(plan(PostgresQueries.QUERIES.unanswered(), id())).doesNotContain("Sort");
        String earlier = PostgresQueries.QUERIES.earlierMessages();
        assertThat(plan(earlier, id(), id(), eventId, "50"))
                .doesNotContain("Sort")
                .contains("newest_events");
        assertThat(rowsRead(earlier, id(), id(), eventId, "50")).isLessThanOrEqualTo(50 + 1);
    }

    @Test
    void ratings_andThreadsOfAContact_readNoMoreRowsThanTheyAreAskedFor() throws SQLException {
        try (ThreadStore store = ThreadStores.open(database.url())) {
            store.create(Samples.thread(id), List.of(Samples.event("first")));
        }
        fill();
        database.execute(
                """
                INSERT INTO threads (thread_id, contact_id, created_at, thread_config)
                SELECT gen_random_uuid(), 'widget:someone',
                       timestamp '2026-05-01' + number * interval '1 second', '{}'
                FROM generate_series(1, %d) AS given (number)
                """
                        .formatted(EVENTS));
        database.execute("ANALYZE threads");

        String threads = PostgresQueries.QUERIES.threadsOfContact();
        assertThat(plan(PostgresQueries.QUERIES.feedback(), id(), "50"))
                .contains("ix_jims_widget_feedback")
                .doesNotContain("Sort");
        assertThat(plan(PostgresQueries.QUERIES.lastHandoff(), id()))
                .contains("ix_jims_widget_handoffs")
                .doesNotContain("Sort");
        assertThat(plan(threads, "'widget:someone'", "50"))
                .contains("ix_jims_widget_contact_threads")
                .doesNotContain("Seq Scan");
        assertThat(rowsRead(threads, "'widget:someone'", "50")).isLessThanOrEqualTo(50 + 20 + 1);
    }

    private void fill() {
        database.execute(
                """
                INSERT INTO thread_events
                    (thread_id, event_id, created_at, event_type, event_domain, event_name,
                     event_data)
                SELECT '%s'::uuid, gen_random_uuid(),
                       timestamp '2026-05-01' + number * interval '1 second',
                       'comm.user_message', 'comm', 'user_message', '{"content": "Hello"}'
                FROM generate_series(1, %d) AS given (number)
                """
                        .formatted(id.value(), EVENTS));
        database.execute("ANALYZE thread_events");
    }

    private String id() {
        return "'" + id.value() + "'";
    }

    private long rowsRead(String query, String... values) throws SQLException {
        return plan("(ANALYZE, TIMING off, SUMMARY off) ", query, values)
                .lines()
                .filter(line -> line.contains("Index Scan"))
                .mapToLong(line ->
                        Math.round(
                                Double.parseDouble(
                                        line.replaceAll(".*actual rows=([0-9.]+).*", "$1"))))
                .sum();
    }

    private String plan(String query, String... values) throws SQLException {
        return plan("", query, values);
    }

    private String plan(String options, String query, String[] values) throws SQLException {
        String bound = query;
        for (String value : values) {
            bound = bound.replaceFirst("\\?", value);
        }
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("EXPLAIN " + options + bound)) {
            return String.join("\n", Databases.rows(row));
        }
    }
}
