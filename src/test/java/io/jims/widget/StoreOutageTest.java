package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.Uuid7;
import io.jims.store.Databases;
import io.jims.store.Relay;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import io.jims.store.postgres.PostgresServer;
import io.jims.store.sql.StoreOptions;
import io.jims.testing.CapturedLog;
import io.jims.testing.JimsClient;
import io.jims.testing.RawSocket;
import io.jims.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The log and the clients' pace while the database is away.
class StoreOutageTest {
    private static final String JIMS_HELLO =
            "{\"type\":\"hello\",\"thread_id\":\"" + Uuid7.next() + "\"}";
    private static final int SOCKETS = 20;
    private static final int FRAMES = 3;

    @Test
    void outage_isTwoLines_howeverManyAsk_inBothProtocols() throws Exception {
        try (TestServer server = TestServer.echo();
                CapturedLog log = new CapturedLog("io.jims")) {
            server.store().failing(true);
            List<RawSocket> visitors = new ArrayList<>();
            for (int i = 0; i < SOCKETS; i++) {
                visitors.add(RawSocket.openJims(server.port()));
                visitors.add(RawSocket.open(server.port(), ""));
            }
            for (RawSocket visitor : visitors) {
                for (int i = 0; i < FRAMES; i++) {
                    visitor.text(JIMS_HELLO);
                }
            }
            for (RawSocket visitor : visitors) {
                for (int i = 0; i < FRAMES; i++) {
                    assertThat(visitor.readText()).contains("error");
                }
            }
            assertThat(troubles(log)).hasSize(1);

            server.store().failing(false);
            log.await("again; " + 2 * SOCKETS * FRAMES + " requests failed");
            assertThat(troubles(log)).hasSize(1);
            for (RawSocket visitor : visitors) {
                visitor.close();
            }
        }
    }

    @Test
    void postgresOutOfReach_isALineOfThePoolAndOne_howeverManyAsk() throws Exception {
        PostgresServer.Database database = PostgresServer.shared().createDatabase();
        try (Relay relay = new Relay(database.port());
                ThreadStore store =
                        ThreadStores.open(
                                "postgresql://postgres@localhost:"
                                        + relay.port()
                                        + "/"
                                        + database.name(),
                                new StoreOptions(4, Duration.ofSeconds(1), Duration.ZERO))) {
            assertOneLine(store, relay::cut, "reach");
        }
    }

    @Test
    void sqliteWithoutItsTable_isOneLine_howeverManyAsk(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("jims.db");
        try (ThreadStore store = ThreadStores.open("sqlite:///" + file, StoreOptions.DEFAULT)) {
            assertOneLine(
                    store,
                    () -> Databases.execute(file, "ALTER TABLE threads RENAME TO away"),
                    "no line of the pool");
        }
    }

    /// @param pool what the line of the pool has in it
    private static void assertOneLine(ThreadStore store, ThrowingRunnable end, String pool)
            throws Exception {
        WidgetServer server =
                TestServer.start(TestServer::echo, Limits.DEFAULT, Duration.ofMinutes(1), store);
        try (CapturedLog log = new CapturedLog("io.jims")) {
            end.run();
            for (int i = 0; i < SOCKETS; i++) {
                try (RawSocket visitor = RawSocket.openJims(server.port())) {
                    visitor.text(JIMS_HELLO);
                    assertThat(visitor.readText()).contains("overloaded");
                }
            }
            assertThat(troubles(log)).filteredOn(line -> !line.contains(pool)).hasSize(1);
            assertThat(troubles(log)).filteredOn(line -> line.contains(pool)).hasSizeLessThan(2);
        } finally {
            server.stop();
        }
    }

    private interface ThrowingRunnable {
        void run() throws Exception;
    }

    @Test
    void clientWhoseWorkIsRefused_isSlowedLikeOthers() throws Exception {
        try (TestServer server = TestServer.echo();
                JimsClient visitor = JimsClient.connect(server.port());
                RawSocket basic = RawSocket.open(server.port(), "")) {
            long reference = time(visitor.socket(), "no frame");

            server.store().failing(true);

            assertThat(time(visitor.socket(), JIMS_HELLO)).isGreaterThan(reference / 2);
            assertThat(time(basic, "hello")).isGreaterThan(reference / 2);
        }
    }

    private static long time(RawSocket socket, String frame) throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < FRAMES + 1; i++) {
            socket.text(frame);
            assertThat(socket.readText()).contains("error");
        }
        return System.nanoTime() - start;
    }

    private static List<String> troubles(CapturedLog log) {
        return log.lines().stream()
                .filter(line -> line.startsWith("SEVERE") || line.startsWith("WARNING"))
                .toList();
    }
}
