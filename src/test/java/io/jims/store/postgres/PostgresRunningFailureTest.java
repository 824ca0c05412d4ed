package io.jims.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import io.jims.store.Relay;
import io.jims.store.Samples;
import io.jims.store.StoreException;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import io.jims.store.postgres.connection.PostgresSource;
import io.jims.store.postgres.connection.PostgresUrl;
import io.jims.store.sql.StoreOptions;
import io.jims.testing.Await;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/// What fails while the store runs: whom it hits, what they are told, and that it passes.
@Timeout(120)
class PostgresRunningFailureTest {
    private static final Duration TIMEOUT = Duration.ofMillis(1_500);
    private static final StoreOptions OPTIONS = new StoreOptions(4, TIMEOUT, Duration.ZERO);

    private static final String LOCK = "BEGIN; LOCK TABLE thread_events IN SHARE MODE";
    private static final String WAITING =
            "SELECT pid FROM pg_stat_activity"
                    + " WHERE wait_event_type = 'Lock' AND datname = current_database()";

    private final ThreadId id = ThreadId.create();
    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();

    @Test
    void serverStoppedAndStarted_losesNothingThatWasAcknowledged(@TempDir Path directory)
            throws Exception {
        try (PostgresServer server = PostgresServer.start(directory);
                ThreadStore store = ThreadStores.open(server.createDatabase().url(), OPTIONS)) {
            ThreadEvent before = Samples.event("before");
            store.append(id, List.of(before));

            server.stop();

            assertFails(() -> store.append(id, List.of(Samples.event("never"))));
            assertFails(() -> store.events(id, 10));
            assertFails(store::check);

            server.startAgain();

            awaitSound(store);
            ThreadEvent after = Samples.event("after");
            store.append(id, List.of(after));
            assertThat(store.events(id, 10)).containsExactly(before, after);
        }
    }

    @Test
    void everyWaitForTheServer_isBounded() {
        PGSimpleDataSource source =
                PostgresSource.of(PostgresUrl.parse("postgresql://host/db"), OPTIONS);

        assertThat(source.getConnectTimeout()).isEqualTo(2);
        assertThat(source.getLoginTimeout()).isEqualTo(2);
        assertThat(source.getSocketTimeout()).isEqualTo(3);
        assertThat(PostgresSource.session(TIMEOUT)).contains("'statement_timeout', '1500'");
    }

    @Test
    void serverOutOfReach_failsCallsAtOnceAfterTheFirst() {
        try (Relay relay = new Relay(database.port());
                ThreadStore store = openThrough(relay)) {
            store.check();
            relay.cut();
            long ofTheFirst = nanosOf(() -> assertFails(() -> store.find(id)));

            long ofTheNext =
                    nanosOf(() -> {
                        for (int i = 0; i < 20; i++) {
                            assertFails(() -> store.append(id, List.of(Samples.event("never"))));
                        }
                    });

            assertThat(ofTheNext).isLessThan(ofTheFirst); // all of them together
        }
    }

    @Test
    void serverOutOfReachForAMoment_isNotNoticed() throws Exception {
        try (Relay relay = new Relay(database.port());
                ThreadStore store =
                        open(relay, new StoreOptions(4, Duration.ofMinutes(1), Duration.ZERO))) {
            store.check();
            relay.cut();
            ThreadEvent event = Samples.event("patient");
            Thread caller = Thread.startVirtualThread(() -> store.append(id, List.of(event)));
            Await.until("it is queued", () -> caller.getState() == Thread.State.WAITING);

            relay.mend();

            caller.join();
            assertThat(store.events(id, 10)).containsExactly(event);
        }
    }

    @Test
    void serverFallsSilent_failsInTimeAndRecovers() throws Exception {
        try (Relay relay = new Relay(database.port());
                ThreadStore store = openThrough(relay)) {
            ThreadEvent before = Samples.event("before");
            store.append(id, List.of(before));

            relay.freeze();
            assertFails(() -> store.append(id, List.of(Samples.event("perhaps"))));
            assertFails(() -> store.events(id, 10));
            relay.thaw();

            awaitSound(store);
            assertThat(store.events(id, 10)).contains(before);
        }
    }

    @Test
    void connectionKilledInTheMiddle_storesTheEventOnceAllTheSame() throws Exception {
        try (ThreadStore store = open()) {
            ThreadEvent event = Samples.event("once");
            Thread caller;
            try (Connection other = database.connect();
                    Statement lock = other.createStatement()) {
                lock.execute(LOCK);
                caller = Thread.startVirtualThread(() -> store.append(id, List.of(event)));
                Await.until("it waits", () -> !database.query(WAITING).isEmpty());

                database.query("SELECT pg_terminate_backend(pid) FROM (" + WAITING + ") AS w");
                lock.execute("COMMIT");
            }
            caller.join();

            assertThat(store.events(id, 10)).containsExactly(event);
        }
    }

    @Test
    void statementThatTakesTooLong_failsSayingSoAndStoresNothing() throws Exception {
        try (ThreadStore store = open()) {
            try (Connection other = database.connect();
                    Statement lock = other.createStatement()) {
                lock.execute(LOCK);

                assertThatThrownBy(() -> store.append(id, List.of(Samples.event("never"))))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("within 1500 ms (--db-timeout)");
            }
            assertThat(store.events(id, 10)).isEmpty();
            store.append(id, List.of(Samples.event("now")));
        }
    }

    @Test
    void rowsThatAreRefused_failTheirCallerOnly() throws Exception {
        try (ThreadStore store = open()) {
            refuseEventsOfType("bad.event");
            Set<Integer> failed = ConcurrentHashMap.newKeySet();
            List<Thread> callers = new ArrayList<>();
            try (Connection other = database.connect();
                    Statement lock = other.createStatement()) {
                lock.execute(LOCK);
                callers.add(append(store, 100, "good.event", failed));
                Await.until("it waits", () -> !database.query(WAITING).isEmpty());
                for (int i = 0; i < 50; i++) {
                    callers.add(append(store, i, i == 25 ? "bad.event" : "good.event", failed));
                }
                Await.until(
                        "all are queued",
                        () -> callers.stream().allMatch(c -> c.getState() == Thread.State.WAITING));
                lock.execute("COMMIT");
            }
            for (Thread caller : callers) {
                caller.join();
            }

            assertThat(failed).containsExactly(25);
            assertThat(store.events(id, 1_000)).hasSize(50);
        }
    }

    @Test
    void rowsThatAreRefused_storeNoneOfThem() {
        try (ThreadStore store = open()) {
            refuseEventsOfType("bad.event");

            assertThatThrownBy(() ->
                            store.create(
                                    Samples.thread(id),
                                    List.of(Samples.event("good"), Samples.event("bad.event", ""))))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("no bad events");

            assertThat(store.find(id)).isEmpty();
            assertThat(store.events(id, 10)).isEmpty();
        }
    }

    @Test
    @SuppressWarnings(
            "NullAway") // a record's constructor loses `@Nullable Object` in its class file
    void textThatCannotBeKept_isRefusedSayingSo() {
        try (ThreadStore store = open()) {
            for (String text : List.of("a\u0000b", "a\ud83d")) {
                assertThatThrownBy(
                                () -> new ThreadEvent(Uuid7.next(), Instant.now(), text, Map.of()))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("an event type has neither U+0000");
                assertRefused(store, new ChatThread(id, text, null, Instant.now(), Map.of()));
                assertRefused(store, new ChatThread(id, null, text, Instant.now(), Map.of()));
                assertRefused(
                        store, new ChatThread(id, null, null, Instant.now(), Map.of("a", text)));
                assertThat(store.findByExternalId(text)).isEmpty();
            }
            assertThat(store.find(id)).isEmpty();
        }
    }

    @Test
    void tablesDropped_saysSo() {
        try (ThreadStore store = open()) {
            database.execute("DROP TABLE thread_events");

            assertThatThrownBy(() -> store.append(id, List.of(Samples.event("never"))))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("thread_events")
                    .hasMessageContaining("start again");
            assertThatThrownBy(store::check).isInstanceOf(StoreException.class);
        }
    }

    @Test
    void serverThatDoesNotWaitForItsDisk_doesSoForUs() {
        database.execute("ALTER DATABASE " + database.name() + " SET synchronous_commit = off");
        try (ThreadStore store = open()) {
            database.execute(
                    """
                    CREATE TABLE seen (setting text);
                    CREATE FUNCTION look() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                        INSERT INTO seen VALUES (current_setting('synchronous_commit'));
                        RETURN new;
                    END $$;
                    CREATE TRIGGER look BEFORE INSERT ON thread_events FOR EACH ROW
                    EXECUTE FUNCTION look()
                    """);

            store.append(id, List.of(Samples.event("durable")));

            assertThat(database.query("SELECT setting FROM seen")).containsExactly("on");
        }
    }

    private ThreadStore open() {
        return ThreadStores.open(database.url(), OPTIONS);
    }

    private ThreadStore openThrough(Relay relay) {
        return open(relay, OPTIONS);
    }

    private ThreadStore open(Relay relay, StoreOptions options) {
        String url = "postgresql://postgres@localhost:" + relay.port() + "/" + database.name();
        return ThreadStores.open(url, options);
    }

    private void refuseEventsOfType(String type) {
        database.execute(
                """
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    RAISE EXCEPTION 'no bad events';
                END $$;
                CREATE TRIGGER refuse BEFORE INSERT ON thread_events FOR EACH ROW
                WHEN (new.event_type = '%s') EXECUTE FUNCTION refuse()
                """
                        .formatted(type));
    }

    private Thread append(ThreadStore store, int number, String type, Set<Integer> failed) {
        return Thread.startVirtualThread(() -> {
            try {
                store.append(id, List.of(Samples.event(type, "number " + number)));
            } catch (StoreException e) {
                failed.add(number);
            }
        });
    }

    private static void assertRefused(ThreadStore store, ChatThread thread) {
        assertThatThrownBy(() -> store.create(thread, List.of()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("U+0000");
    }

    private static long nanosOf(Runnable call) {
        long start = System.nanoTime();
        call.run();
        return System.nanoTime() - start;
    }

    private static void assertFails(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(StoreException.class);
    }

    private static void awaitSound(ThreadStore store) throws Exception {
        Await.until(
                "it works again",
                () -> {
                    try {
                        store.check();
                        return true;
                    } catch (StoreException e) {
                        return false;
                    }
                });
    }
}
