package io.jims.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.store.Samples;
import io.jims.store.StoreException;
import io.jims.store.ThreadChange;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/// Databases shared with the Python JIMS and with other replicas: what they wrote is read, what is
/// written they can read.
class PostgresInteroperationTest {
    private static final UUID THREAD = UUID.fromString("019c2b3a-4d5e-7f60-8123-456789abcdef");
    private static final UUID EVENT = UUID.fromString("019c2b3a-4d5e-7f61-9123-456789abcdef");
    private static final ThreadId ID = new ThreadId(THREAD);

    /// What SQLAlchemy 2 emits for the models of jims-core 0.6.2.
    private static final String PYTHON_TABLES =
            """
            CREATE TABLE threads (
                thread_id UUID NOT NULL,
                contact_id VARCHAR,
                external_id VARCHAR,
                created_at TIMESTAMP WITHOUT TIME ZONE NOT NULL,
                thread_config JSONB NOT NULL,
                PRIMARY KEY (thread_id)
            );
            CREATE INDEX ix_threads_contact_id ON threads (contact_id);
            CREATE INDEX ix_threads_external_id ON threads (external_id);
            CREATE TABLE thread_events (
                thread_id UUID NOT NULL,
                event_id UUID NOT NULL,
                created_at TIMESTAMP WITHOUT TIME ZONE DEFAULT now() NOT NULL,
                event_type VARCHAR(255) NOT NULL,
                event_domain VARCHAR(255),
                event_name VARCHAR(255),
                event_data JSON,
                PRIMARY KEY (thread_id, event_id)
            )
            """;

    private static final String SCHEMA =
            """
            SELECT table_name, column_name, data_type, character_maximum_length, is_nullable,
                   column_default
            FROM information_schema.columns
            WHERE table_name IN ('threads', 'thread_events')
            ORDER BY table_name, ordinal_position
            """;
    private static final String INDEXES =
            """
            SELECT indexname, indexdef FROM pg_indexes
            WHERE tablename IN ('threads', 'thread_events')
                AND indexname NOT LIKE 'ix_jims_widget_%' -- of our own
            ORDER BY indexname
            """;

    private final PostgresServer server = PostgresServer.shared();
    private final PostgresServer.Database database = server.createDatabase();

    @Test
    @SuppressWarnings(
            "NullAway") // a record's constructor loses `@Nullable Object` in its class file
    void find_threadOfPython_isReadAsItStands() {
        database.execute(PYTHON_TABLES);
        database.execute(
                """
                INSERT INTO threads
                VALUES ('%s', NULL, NULL, '2026-03-29 02:30:06.000789', '{"interface": "api"}')
                """
                        .formatted(THREAD));

        try (ThreadStore store = ThreadStores.open(database.url())) {
            assertThat(store.find(ID))
                    .contains(
                            new ChatThread(
                                    ID,
                                    null,
                                    null,
                                    Instant.parse("2026-03-29T02:30:06.000789Z"),
                                    Map.of("interface", "api")));
        }
    }

    @Test
    void events_ofPython_areReadAsTheyStand() {
        database.execute(PYTHON_TABLES);
        insertEvent(EVENT, "2026-02-03 04:05:06.7", "'{\"content\": \"\\u041f\\u0440\"}'");
        insertEvent(id(1), "2026-02-03 04:05:06", "NULL");
        insertEvent(id(2), "2026-02-03 04:05:07", "'[1, 2]'");

        try (ThreadStore store = ThreadStores.open(database.url())) {
            List<ThreadEvent> events = store.events(ID, 10);

            assertThat(events)
                    .extracting(ThreadEvent::data)
                    .containsExactly(Map.of(), Map.of("content", "Пр"), Map.of("value", "[1, 2]"));
            assertThat(events.get(1).id()).isEqualTo(EVENT);
            assertThat(events.get(1).createdAt())
                    .isEqualTo(Instant.parse("2026-02-03T04:05:06.700Z"));
        }
    }

    @Test
    void create_onEmptyDatabase_writesWhatPythonReads() {
        try (ThreadStore store = ThreadStores.open(database.url())) {
            storeOneThread(store);
        }

        assertThat(database.query("SELECT * FROM threads"))
                .containsExactly(
                        THREAD + "|widget:1|∅|2026-02-03 04:05:06.0|{\"interface\": \"widget\"}");
        assertThat(database.query("SELECT * FROM thread_events"))
                .containsExactly(
                        THREAD
                                + "|"
                                + EVENT
                                + "|2026-02-03 04:05:07.25|comm.user_message|comm|user_message"
                                + "|{\"content\":\"día\"}");
    }

    @Test
    void open_emptyDatabase_makesTheTablesOfPython() {
        ThreadStores.open(database.url()).close();

        PostgresServer.Database python = server.createDatabase();
        python.execute(PYTHON_TABLES);
        assertThat(database.query(SCHEMA)).isEqualTo(python.query(SCHEMA));
        assertThat(database.query(INDEXES)).isEqualTo(python.query(INDEXES));
    }

    @Test
    void open_databaseOfPython_leavesItsTablesAsTheyAre() {
        database.execute(PYTHON_TABLES);
        List<String> schema = database.query(SCHEMA);
        List<String> indexes = database.query(INDEXES);

        ThreadStores.open(database.url()).close();
        ThreadStores.open(database.url()).close();

        assertThat(database.query(SCHEMA)).isEqualTo(schema);
        assertThat(database.query(INDEXES)).isEqualTo(indexes);
        assertThat(database.query("SELECT version FROM jims_widget_schema ORDER BY version"))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
    }

    @Test
    void open_tablesOfAnotherUser_areUsedWithoutOwningThem() {
        database.execute(PYTHON_TABLES);
        String user = server.createUser("secret");
        database.execute(
                "GRANT SELECT, INSERT ON threads, thread_events TO %1$s; GRANT CREATE ON SCHEMA public TO %1$s"
                        .formatted(user));

        try (ThreadStore store = ThreadStores.open(database.urlFor(user + ":secret"))) {
            storeOneThread(store);
            store.check();
        }
    }

    @Test
    void open_tablesInAnotherSchema_areFoundByTheSearchPath() {
        database.execute("CREATE SCHEMA chat; SET search_path = chat;" + PYTHON_TABLES);

        try (ThreadStore store = ThreadStores.open(database.url() + "?currentSchema=chat")) {
            storeOneThread(store);
        }

        assertThat(database.query("SELECT count(*) FROM chat.thread_events")).containsExactly("1");
    }

    @Test
    void open_byManyAtOnce_migratesOnce() throws InterruptedException {
        Queue<StoreException> failures = new ConcurrentLinkedQueue<>();
        List<Thread> replicas = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            replicas.add(
                    Thread.startVirtualThread(() -> {
                        try (ThreadStore store = ThreadStores.open(database.url())) {
                            store.check();
                        } catch (StoreException e) {
                            failures.add(e);
                        }
                    }));
        }
        for (Thread replica : replicas) {
            replica.join();
        }

        assertThat(failures).isEmpty();
        assertThat(database.query("SELECT version FROM jims_widget_schema ORDER BY version"))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
    }

    @Test
    void store_messageThatWasAnswered_isNotOwedAgain() {
        ThreadEvent question = Samples.event("question");
        ThreadChange asking =
                new ThreadChange(ID, Samples.thread(ID), List.of(question), question.id(), null);
        try (ThreadStore replica = ThreadStores.open(database.url());
                ThreadStore other = ThreadStores.open(database.url())) {
            replica.store(asking);
            other.store(new ThreadChange(ID, null, List.of(), null, question.id()));

            replica.store(asking);

            assertThat(other.unanswered(ID)).isEmpty();
        }
    }

    @SuppressWarnings("NullAway") // as above
    private static void storeOneThread(ThreadStore store) {
        Instant start = Instant.parse("2026-02-03T04:05:06Z");
        store.create(
                new ChatThread(ID, "widget:1", null, start, Map.of("interface", "widget")),
                List.of(
                        new ThreadEvent(
                                EVENT,
                                start.plusMillis(1_250),
                                "comm.user_message",
                                Map.of("content", "día"))));
    }

    /// As the Python JIMS does: without domain and name.
    private void insertEvent(UUID eventId, String createdAt, String data) {
        database.execute(
                """
                INSERT INTO thread_events (thread_id, event_id, created_at, event_type, event_data)
                VALUES ('%s', '%s', '%s', 'comm.user_message', %s)
                """
                        .formatted(THREAD, eventId, createdAt, data));
    }

    private static UUID id(int number) {
        return new UUID(EVENT.getMostSignificantBits() + number, EVENT.getLeastSignificantBits());
    }
}
