package io.jims.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.store.Databases;
import io.jims.store.StoreException;
import io.jims.store.ThreadStore;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Databases shared with the Python JIMS: what it wrote is read, what is written it can read.
class SqliteInteroperationTest {
    private static final UUID THREAD = UUID.fromString("019c2b3a-4d5e-7f60-8123-456789abcdef");
    private static final String THREAD_DIGITS = "019c2b3a4d5e7f608123456789abcdef";
    private static final UUID EVENT = UUID.fromString("019c2b3a-4d5e-7f61-9123-456789abcdef");
    private static final String EVENT_DIGITS = "019c2b3a4d5e7f619123456789abcdef";

    /// What SQLAlchemy 2 emits for the models of jims-core 0.6.2, whose ids are declared `UUID`;
    /// its generic type would be `CHAR(32)`.
    private static final String PYTHON_TABLES =
            """
            CREATE TABLE threads (
                thread_id %1$s NOT NULL,
                contact_id VARCHAR,
                external_id VARCHAR,
                created_at DATETIME NOT NULL,
                thread_config JSON NOT NULL,
                PRIMARY KEY (thread_id)
            );
            CREATE INDEX ix_threads_contact_id ON threads (contact_id);
            CREATE INDEX ix_threads_external_id ON threads (external_id);
            CREATE TABLE thread_events (
                thread_id %1$s NOT NULL,
                event_id %1$s NOT NULL,
                created_at DATETIME DEFAULT (CURRENT_TIMESTAMP) NOT NULL,
                event_type VARCHAR(255) NOT NULL,
                event_domain VARCHAR(255),
                event_name VARCHAR(255),
                event_data JSON,
                PRIMARY KEY (thread_id, event_id)
            );
            """;

    @TempDir Path directory;
    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("jims.db");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UUID", "CHAR(32)"})
    void find_threadOfPython_isReadAsItStands(String idType) throws SQLException {
        makePythonTables(idType);
        insertThread("NULL", "NULL", "2026-02-03 04:05:06.000789", "{\"interface\": \"api\"}");

        try (ThreadStore store = SqliteThreadStore.open(file)) {
            assertThat(store.find(new ThreadId(THREAD)))
                    .contains(
                            new ChatThread(
                                    new ThreadId(THREAD),
                                    null,
                                    null,
                                    Instant.parse("2026-02-03T04:05:06.000789Z"),
                                    Map.of("interface", "api")));
        }
    }

    @Test
    void events_ofPython_areReadAsTheyStand() throws SQLException {
        makePythonTables("UUID");
        insertEvent(EVENT_DIGITS, "2026-02-03 04:05:06.7", "'{\"content\": \"\\u041f\\u0440\"}'");
        insertEvent("019c2b3a4d5e7f6291" + "0".repeat(14), "2026-02-03 04:05:06", "NULL");
        insertEvent("019c2b3a4d5e7f6391" + "0".repeat(14), "2026-02-03 04:05:07", "'[1, 2]'");

        try (ThreadStore store = SqliteThreadStore.open(file)) {
            List<ThreadEvent> events = store.events(new ThreadId(THREAD), 10);

            assertThat(events)
                    .extracting(ThreadEvent::data)
                    .containsExactly(Map.of(), Map.of("content", "Пр"), Map.of("value", "[1, 2]"));
            assertThat(events.get(1).id()).isEqualTo(EVENT);
            assertThat(events.get(1).createdAt())
                    .isEqualTo(Instant.parse("2026-02-03T04:05:06.700Z"));
        }
    }

    @Test
    void events_timesOfOtherSpellings_areReadAndOrdered() throws SQLException {
        makePythonTables("UUID");
        insertEvent("a".repeat(32), "2026-02-03T04:05:07", "'{\"n\": 3}'");
        insertEvent("b".repeat(32), "2026-02-03 04:05:06", "'{\"n\": 2}'");
        insertEvent("c".repeat(32), "2026-02-03", "'{\"n\": 1}'");
        insertEvent("d".repeat(32), "2026-02-03 06:05:08.5+02:00", "'{\"n\": 4}'");

        try (ThreadStore store = SqliteThreadStore.open(file)) {
            assertThat(store.events(new ThreadId(THREAD), 10))
                    .extracting(event -> event.data().get("n"))
                    .containsExactly(1, 2, 3, 4);
        }
    }

    @Test
    void events_timesWithAndWithoutFraction_areOrderedById() throws SQLException {
        makePythonTables("UUID");
        insertEvent("b".repeat(32), "2026-02-03 04:05:06", "'{}'");
        insertEvent("a".repeat(32), "2026-02-03 04:05:06.000000", "'{}'");

        try (ThreadStore store = SqliteThreadStore.open(file)) {
            assertThat(store.events(new ThreadId(THREAD), 10))
                    .extracting(event -> event.id().toString().charAt(0))
                    .containsExactly('a', 'b');
        }
    }

    @Test
    void append_idThatLooksLikeANumber_isKeptOnceAndRead() throws SQLException {
        makePythonTables("UUID");
        UUID numeric = UUID.fromString("01234567-8901-4345-8789-012345678901");
        ThreadEvent event = new ThreadEvent(numeric, Instant.now(), "comm.user_message", Map.of());

        try (ThreadStore store = SqliteThreadStore.open(file)) {
            store.append(new ThreadId(THREAD), List.of(event));
            store.append(new ThreadId(THREAD), List.of(event));

            assertThat(store.events(new ThreadId(THREAD), 10))
                    .extracting(ThreadEvent::createdAt)
                    .containsExactly(event.createdAt());
        }
    }

    @Test
    void events_timeThatIsNone_failNamingTheFile() throws SQLException {
        makePythonTables("UUID");
        insertEvent(EVENT_DIGITS, "yesterday", "'{}'");

        try (ThreadStore store = SqliteThreadStore.open(file)) {
            assertThatThrownBy(() -> store.events(new ThreadId(THREAD), 10))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("yesterday");
        }
    }

    @Test
    void create_onEmptyFile_writesSqlAlchemysEncoding() throws SQLException {
        storeOneThread();

        assertThat(Databases.query(file, "SELECT * FROM threads"))
                .containsExactly(
                        THREAD_DIGITS
                                + "|widget:1|∅|2026-02-03"
                                + " 04:05:06.000000|{\"interface\":\"widget\"}");
        assertThat(Databases.query(file, "SELECT * FROM thread_events"))
                .containsExactly(
                        THREAD_DIGITS
                                + "|"
                                + EVENT_DIGITS
                                + "|2026-02-03 04:05:07.250000|comm.user_message|comm|user_message"
                                + "|{\"content\":\"día\"}");
        assertThat(Databases.query(file, "SELECT DISTINCT typeof(event_data) FROM thread_events"))
                .containsExactly("text");
    }

    @Test
    void open_emptyFile_makesTheTablesOfPython() throws SQLException {
        storeOneThread();
        List<String> made = schema(file);

        Path python = directory.resolve("python.db");
        Databases.execute(python, PYTHON_TABLES.formatted("CHAR(32)"));

        assertThat(made).isEqualTo(schema(python));
    }

    @Test
    void open_databaseOfPython_leavesItsTablesAsTheyAre() throws SQLException {
        makePythonTables("UUID");
        List<String> before = schema(file);

        SqliteThreadStore.open(file).close();
        SqliteThreadStore.open(file).close();

        assertThat(schema(file)).isEqualTo(before);
        assertThat(Databases.query(file, "SELECT version FROM jims_widget_schema"))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
    }

    @Test
    void open_schemaOfANewerVersion_isRefused() throws SQLException {
        SqliteThreadStore.open(file).close();
        Databases.execute(file, "INSERT INTO jims_widget_schema (version) VALUES (99)");

        assertThatThrownBy(() -> SqliteThreadStore.open(file))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("version 99")
                .hasMessageContaining("--db");
    }

    private void storeOneThread() {
        ThreadId id = new ThreadId(THREAD);
        Instant start = Instant.parse("2026-02-03T04:05:06Z");
        Map<String, Object> data = Map.of("content", "día");
        try (ThreadStore store = SqliteThreadStore.open(file)) {
            store.create(
                    new ChatThread(id, "widget:1", null, start, Map.of("interface", "widget")),
                    List.of(
                            new ThreadEvent(
                                    EVENT, start.plusMillis(1_250), "comm.user_message", data)));
        }
    }

    private void makePythonTables(String idType) throws SQLException {
        Databases.execute(file, PYTHON_TABLES.formatted(idType));
    }

    private void insertThread(String contact, String external, String createdAt, String config)
            throws SQLException {
        Databases.execute(
                file,
                "INSERT INTO threads VALUES ('%s', %s, %s, '%s', '%s')"
                        .formatted(THREAD_DIGITS, contact, external, createdAt, config));
    }

    /// As the Python JIMS does: without domain and name.
    private void insertEvent(String eventId, String createdAt, String data) throws SQLException {
        Databases.execute(
                file,
                """
                INSERT INTO thread_events (thread_id, event_id, created_at, event_type, event_data)
                VALUES ('%s', '%s', '%s', 'comm.user_message', %s)
                """
                        .formatted(THREAD_DIGITS, eventId, createdAt, data));
    }

    private static List<String> schema(Path file) throws SQLException {
        List<String> schema =
                Databases.query(
                        file,
                        """
                        SELECT name, type, tbl_name FROM sqlite_schema
                        WHERE tbl_name IN ('threads', 'thread_events')
                            AND name NOT LIKE 'ix_jims_widget_%' -- of our own
                        ORDER BY name
                        """);
        schema.addAll(Databases.query(file, "PRAGMA table_info(threads)"));
        schema.addAll(Databases.query(file, "PRAGMA table_info(thread_events)"));
        return schema;
    }
}
