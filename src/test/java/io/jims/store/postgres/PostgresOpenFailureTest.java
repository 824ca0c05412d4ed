package io.jims.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.ThreadId;
import io.jims.store.Relay;
import io.jims.store.StoreException;
import io.jims.store.ThreadStore;
import io.jims.store.connect.DatabaseUrl;
import io.jims.store.connect.ThreadStores;
import io.jims.store.postgres.connection.PostgresErrors;
import io.jims.store.postgres.connection.PostgresStart;
import io.jims.store.postgres.connection.PostgresUrl;
import io.jims.store.sql.StoreOptions;
import io.jims.testing.Await;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/// Each way in which a database cannot be opened has a message that names it and the flag, in one
/// line, without the password.
@Timeout(120)
class PostgresOpenFailureTest {
    private static final String PASSWORD = "s3c/ret";
    private static final String ENCODED = "s3c%2Fret";
    private static final StoreOptions NO_WAIT =
            new StoreOptions(2, Duration.ofSeconds(2), Duration.ZERO);
    private static final StoreOptions PATIENT =
            new StoreOptions(2, Duration.ofSeconds(2), Duration.ofMinutes(1));

    private final PostgresServer server = PostgresServer.shared();
    private final PostgresServer.Database database = server.createDatabase();

    @Test
    void open_wrongPassword_saysSoAtOnce() {
        String user = server.createUser(PASSWORD);

        assertOpenFails(database.urlFor(user + ":wr0ng"))
                .hasMessageContaining(user + "@localhost")
                .hasMessageContaining("refuses this user or its password");
    }

    @Test
    void open_passwordMissing_saysSoAtOnce() {
        String user = server.createUser(PASSWORD);

        assertOpenFails(database.urlFor(user)).hasMessageContaining("password");
    }

    @Test
    void open_rightPassword_works() {
        String user = server.createUser(PASSWORD);
        database.execute("GRANT CREATE ON SCHEMA public TO " + user);

        try (ThreadStore store = ThreadStores.open(database.urlFor(user + ":" + ENCODED))) {
            store.check();
        }
        String url =
                "jdbc:postgresql://localhost:%d/%s?user=%s&password=%s"
                        .formatted(server.port(), database.name(), user, ENCODED);
        try (ThreadStore store = ThreadStores.open(url)) {
            store.check();
        }
    }

    @Test
    void open_databaseMissing_saysSoAtOnce() {
        assertOpenFails(server.database("missing").url())
                .hasMessageContaining("/missing (--db)")
                .hasMessageContaining("no database of this name; create it");
    }

    @Test
    void open_roleThatMayOnlyRead_saysWhatToGrant() {
        String user = server.createUser(PASSWORD);
        ThreadStores.open(database.url()).close();
        database.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + user);

        try (ThreadStore store = ThreadStores.open(database.urlFor(user + ":" + ENCODED))) {
            assertThatThrownBy(store::check)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("grant");
            assertThat(store.find(ThreadId.create())).isEmpty();
        }
    }

    @Test
    void open_roleThatMayMakeNoTables_saysWhatToGrant() {
        String user = server.createUser(PASSWORD);

        assertOpenFails(database.urlFor(user + ":" + ENCODED))
                .hasMessageContaining("lacks a right")
                .hasMessageContaining("CREATE on the schema");
    }

    @Test
    void open_readOnlySession_saysSo() {
        assertOpenFails(database.url() + "?options=-c%20default_transaction_read_only%3Don")
                .hasMessageContaining("read-only");
    }

    /// Whose tables are complete, so that nothing has to be written at the start.
    @Test
    void open_migratedDatabase_thatIsReadOnly_saysSo() {
        ThreadStores.open(database.url()).close();
        database.execute(
                "ALTER DATABASE " + database.name() + " SET default_transaction_read_only = on");

        assertOpenFails(database.url()).hasMessageContaining("read-only");
    }

    /// As PgBouncer does with `pool_mode = transaction`: all connections are the server's one.
    @Test
    void open_throughAProxyThatSharesSessionsOut_saysSo() throws Exception {
        PostgresUrl url = ((DatabaseUrl.Postgres) DatabaseUrl.parse(database.url())).url();
        PostgresErrors errors = new PostgresErrors(url, NO_WAIT.timeout());
        try (Connection only = database.connect()) {
            PostgresStart start = new PostgresStart(new OneSession(only), errors, NO_WAIT);

            assertThatThrownBy(start::await)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("pool_mode = transaction")
                    .hasMessageContaining("pool_mode = session");
        }
    }

    @Test
    void open_encodingThatCannotKeepAllText_saysSo() {
        PostgresServer.Database latin =
                server.createDatabase("ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");

        assertOpenFails(latin.url()).hasMessageContaining("its encoding is LATIN1");
    }

    @Test
    void open_schemaOfANewerVersion_isRefused() {
        ThreadStores.open(database.url()).close();
        database.execute("INSERT INTO jims_widget_schema (version) VALUES (99)");

        assertOpenFails(database.url()).hasMessageContaining("version 99");
    }

    @Test
    void open_serverWithoutTls_whereItIsRequired_saysSoAtOnce() {
        assertOpenFails(database.url() + "?sslmode=require").hasMessageContaining("SSL");
    }

    @Test
    void open_parameterWithABadValue_saysSo() {
        assertOpenFails(database.url() + "?connect_timeout=soon")
                .hasMessageContaining("connectTimeout");
    }

    @Test
    void open_serverNotThere_failsAfterTheWait() {
        try (Relay relay = new Relay(server.port())) {
            relay.cut();
            String url = through(relay);

            assertThatThrownBy(() -> ThreadStores.open(url, NO_WAIT))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("cannot reach the database")
                    .hasMessageContaining("waited 0 s (--db-wait)");
        }
    }

    @Test
    void open_hostUnknown_failsAfterTheWait() {
        assertThatThrownBy(() -> ThreadStores.open("postgresql://db.invalid/jims", NO_WAIT))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("db.invalid:5432/jims")
                .hasMessageContaining("--db-wait");
    }

    @Test
    void open_serverThatSaysNothing_failsWithinTheTimeout() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String url = "postgresql://postgres@localhost:" + silent.getLocalPort() + "/jims";

            assertThatThrownBy(() -> ThreadStores.open(url, NO_WAIT))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("--db-wait");
        }
    }

    @Test
    void open_serverThatComesLater_isWaitedFor() throws Exception {
        try (Relay relay = new Relay(server.port())) {
            relay.cut();
            AtomicReference<ThreadStore> opened = new AtomicReference<>();
            Thread opening =
                    Thread.startVirtualThread(
                            () -> opened.set(ThreadStores.open(through(relay), PATIENT)));
            Await.until("it waits", () -> opening.getState() == Thread.State.TIMED_WAITING);

            relay.mend();

            opening.join();
            try (ThreadStore store = opened.get()) {
                store.check();
            }
        }
    }

    @Test
    void open_interruptedWhileItWaits_fails() throws Exception {
        try (Relay relay = new Relay(server.port())) {
            relay.cut();
            CountDownLatch failed = new CountDownLatch(1);
            Thread opening =
                    Thread.startVirtualThread(() -> {
                        try {
                            ThreadStores.open(through(relay), PATIENT).close();
                        } catch (StoreException e) {
                            failed.countDown();
                        }
                    });

            opening.interrupt();

            failed.await();
        }
    }

    private String through(Relay relay) {
        return "postgresql://postgres@localhost:" + relay.port() + "/" + database.name();
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertOpenFails(String url) {
        return assertThatThrownBy(() -> ThreadStores.open(url, PATIENT).close())
                .isInstanceOfAny(StoreException.class, IllegalArgumentException.class)
                .hasMessageContaining("--db")
                .satisfies(e ->
                        assertThat(List.of(e.getMessage(), trace(e)))
                                .allSatisfy(text ->
                                        assertThat(text)
                                                .doesNotContain(PASSWORD, ENCODED, "wr0ng")))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    private static String trace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        return trace.toString();
    }

    /// Hands out one session to all that connect, and keeps it when they close theirs.
    private static final class OneSession extends PGSimpleDataSource {
        private static final long serialVersionUID = 1;

        private final transient Connection only;

        OneSession(Connection only) {
            this.only = only;
        }

        @Override
        public Connection getConnection() {
            return (Connection)
                    Proxy.newProxyInstance(
                            OneSession.class.getClassLoader(),
                            new Class<?>[] {Connection.class},
                            (_, method, arguments) ->
                                    method.getName().equals("close")
                                            ? null
                                            : method.invoke(only, arguments));
        }
    }
}
