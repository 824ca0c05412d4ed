package io.jims.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.jims.store.connect.ThreadStores;
import io.jims.store.postgres.PgBouncer;
import io.jims.store.postgres.PostgresServer;
import io.jims.testing.BrokenApps;
import io.jims.testing.FreePort;
import io.jims.testing.RealProxies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Broken set-ups, each of which the doctor names in one line.
@Timeout(120)
class DoctorTest {
    private static final String KEY = "sk-s3cret";

    private static final String APPS = BrokenApps.class.getName();

    @TempDir Path directory;
    private final List<AutoCloseable> open = new ArrayList<>();
    private Launch launch;

    @BeforeEach
    void makeLaunch() {
        launch = new Launch(directory);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void goodSetup_isHealthy_andLeavesNothingBehind() throws IOException {
        assertThat(doctor()).isZero();

        assertThat(launch.out())
                .contains("ok       Java: ")
                .contains("the first start makes its tables")
                .contains("answers a trial message")
                .doesNotContain("fails");
        try (var files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
        assertThat(launch.steps()).isEmpty();
    }

    @Test
    void databaseOfAServer_isUpToDate_andUnchanged() throws IOException {
        ThreadStores.open(sqlite("doctor.db")).close();
        byte[] before = Files.readAllBytes(directory.resolve("doctor.db"));

        assertThat(doctor()).isZero();

        assertThat(launch.out()).contains("its tables are up to date");
        assertThat(Files.readAllBytes(directory.resolve("doctor.db"))).isEqualTo(before);
        assertThat(directory.resolve("doctor.db-wal")).doesNotExist();
    }

    @Test
    void port_ofAnotherProgram_fails() throws IOException {
        assertFails("port: ", "is taken by another program", "--port=" + takenPort());
    }

    @Test
    void metricsPort_ofAnotherProgram_fails() throws IOException {
        assertFails(
                "metrics port: ", "is taken by another program", "--metrics-port=" + takenPort());
    }

    @Test
    void port_ofAServerOfOurs_isAWarning() {
        LiveServer server = live();

        assertThat(doctor("--port=" + server.port())).isZero();

        assertLine("warning  port: ", "has a jims-widget server already");
    }

    @Test
    void host_ofAnotherMachine_fails() {
        assertFails("port: ", "cannot be had", "--host=192.0.2.1", "--port=18999");
    }

    @Test
    void sockets_moreThanFiles_isAWarning() {
        assertThat(doctor("--max-sockets=1000000")).isZero();

        assertThat(launch.out()).containsPattern("(warning|ok) +open files: ");
    }

    @Test
    void databaseDirectory_missing_fails() {
        assertFails(
                "database: ", "does not exist; create it", "--db=" + sqlite("missing/chats.db"));
    }

    @Test
    void databaseFile_thatIsNone_fails() throws IOException {
        Files.writeString(
                directory.resolve("doctor.db"), "no database at all, but text\n".repeat(99));

        assertFails("database: ", "cannot open the database");
    }

    @Test
    void databaseOfANewerVersion_fails() throws SQLException {
        ThreadStores.open(sqlite("doctor.db")).close();
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + directory.resolve("doctor.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO jims_widget_schema (version) VALUES (999)");
        }

        assertFails("database: ", "start a newer one, or name another database");
    }

    @Test
    void postgres_notThere_fails() {
        assertFails(
                "database: ",
                "cannot reach",
                "--db=postgresql://me:" + KEY + "@127.0.0.1:" + FreePort.any() + "/chats");
    }

    @Test
    void postgres_withoutSuchADatabase_fails() {
        assertFails(
                "database: ",
                "create it",
                "--db=" + PostgresServer.shared().database("nowhere").url());
    }

    @Test
    void postgres_behindPgBouncerByTransaction_fails() throws Exception {
        PostgresServer.Database database = PostgresServer.shared().createDatabase();
        PgBouncer bouncer = PgBouncer.start(directory, database, "transaction");
        open.add(bouncer);

        assertFails("database: ", "pool_mode = session", "--db=" + bouncer.url());
    }

    @Test
    void postgres_readOnly_fails() {
        String url =
                PostgresServer.shared().createDatabase().url()
                        + "?options=-c%20default_transaction_read_only%3Don";

        assertFails("database: ", "read-only", "--db=" + url);
    }

    @Test
    void postgres_userWithoutCreate_fails() {
        PostgresServer.Database database = PostgresServer.shared().createDatabase();
        database.execute("CREATE USER " + database.name() + "_new");

        assertFails(
                "database: ",
                "CREATE on the schema",
                "--db=" + database.urlFor(database.name() + "_new"));
    }

    @Test
    void postgres_userWithoutRightsOnTables_fails_andMakesNone() {
        PostgresServer.Database database = PostgresServer.shared().createDatabase();
        ThreadStores.open(database.url()).close();
        String user = database.name() + "_reader";
        database.execute("CREATE USER " + user);
        database.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + user);

        assertFails("database: ", "thread_events, threads", "--db=" + database.urlFor(user));
    }

    @Test
    void postgres_new_isLeftEmpty() {
        PostgresServer.Database database = PostgresServer.shared().createDatabase();

        assertThat(doctor("--db=" + database.url())).isZero();

        assertLine("ok       database: ", "the first start makes its tables");
        assertThat(database.query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
                .containsExactly("0");
    }

    @Test
    void app_unknown_fails() {
        assertFails("app: ", "gives no app", "--app=no.such.Thing:app", "--python=/nowhere");
    }

    @Test
    void app_thatThrows_fails() {
        assertFails("app: ", "no index", "--app=" + APPS + ":FAILING");
    }

    @Test
    void app_thatSaysNothing_isAWarning() {
        assertThat(doctor("--app=" + APPS + ":SILENT")).isZero();

        assertLine("warning  app: ", "sent nothing");
    }

    @Test
    void provider_thatRefusesTheKey_fails_withoutShowingIt() throws IOException {
        provider(serve(Map.of()));

        assertFails("app: ", "check OPENAI_API_KEY", "--app=assistant");
    }

    @Test
    void provider_notThere_fails() {
        provider("http://127.0.0.1:" + FreePort.any());

        assertFails("app: ", "no connection to the provider", "--app=assistant");
    }

    @Test
    void grist_thatRefusesTheKey_isAWarning() throws IOException {
        launch.variable("GRIST_SERVER_URL", serve(Map.of()))
                .variable("GRIST_API_KEY", KEY)
                .variable("GRIST_DATA_MODEL_DOC_ID", "aBcDeF");

        assertThat(doctor("--lifecycle=grist")).isZero();

        assertLine("warning  words of the widget: ", "401");
    }

    @Test
    void page_thatWorks_isHealthy() throws IOException {
        String server = "http://127.0.0.1:" + live().port();

        assertThat(doctorOf(server, "", "")).isZero();

        assertLine("ok       page: ", server);
        assertLine("ok       WebSocket: ", "opens");
    }

    @Test
    void page_withoutATag_fails() throws IOException {
        assertFails("page: ", "add the tag", "--page=" + serve(Map.of("/", "<p>Hello")) + "/");
    }

    @Test
    void page_thatIsNotThere_fails() throws IOException {
        assertFails("page: ", "answers 401", "--page=" + serve(Map.of()) + "/");
    }

    @Test
    void page_whosePolicyRefusesTheSocket_fails() throws IOException {
        String server = "http://127.0.0.1:" + live().port();
        String policy =
                "<meta http-equiv='Content-Security-Policy' content=\"script-src *; connect-src"
                        + " 'self'\">";

        assertThat(doctorOf(server, policy, "")).isEqualTo(1);

        assertLine("fails    page's policy: ", "add " + server.replace("http", "ws"));
    }

    @Test
    void page_whosePolicyRefusesTheScript_fails() throws IOException {
        String server = "http://127.0.0.1:" + live().port();
        String policy =
                "<meta content=\"default-src 'self'\" http-equiv=\"Content-Security-Policy\">";

        assertThat(doctorOf(server, policy, "")).isEqualTo(1);

        assertLine("fails    page's policy: ", "script-src");
    }

    @Test
    void page_ofAnotherOrigin_fails() throws IOException {
        String server = "http://127.0.0.1:" + live().port();

        assertThat(doctorOf(server, "", "", "--cors-origins=https://www.example.com")).isEqualTo(1);

        assertLine("fails    page's origin: ", "add it to --cors-origins");
    }

    @Test
    void page_withoutAToken_whereOneIsAskedFor_isAWarning() throws IOException {
        String server = "http://127.0.0.1:" + live().port();

        assertThat(doctorOf(server, "", "", "--auth-secret=" + "0123456789abcdef".repeat(2)))
                .isZero();

        assertLine("warning  page's token: ", "data-token");
        assertThat(launch.out()).doesNotContain("0123456789abcdef");
    }

    @Test
    void page_withTheServerOfAnotherAddress_fails() throws IOException {
        assertThat(doctorOf("http://127.0.0.1:" + FreePort.any(), "", "")).isEqualTo(1);

        assertLine("fails    WebSocket: ", "cannot be reached");
    }

    @Test
    void nginx_thatPassesOnNoUpgrade_fails_andIsNamedAsUntrusted() throws Exception {
        int server = live().port();
        RealProxies proxies = new RealProxies(directory, server);
        open.add(proxies);
        proxies.nginx(
                """
                server {
                    listen 127.0.0.1:%d;
                    location / { proxy_pass http://127.0.0.1:%d; }
                }
                """
                        .formatted(proxies.port(), server));

        assertThat(doctorOf("http://127.0.0.1:" + proxies.port(), "", "")).isEqualTo(1);

        assertLine("fails    WebSocket: ", "pass on the headers Upgrade and Connection");
        assertLine("warning  loader: ", "--trusted-proxies");
    }

    @Test
    void page_withAPinnedTag_isFineUntilTheVersionIsAnother() throws IOException {
        String server = "http://127.0.0.1:" + live().port();
        assertThat(launch.run("snippet", "--server", server, "--integrity")).isZero();
        String tag = launch.out();

        assertThat(doctor("--page=" + serve(Map.of("/", tag)) + "/")).isZero();
        assertLine("ok       loader: ", "is there");

        launch = new Launch(directory);
        String old = tag.replaceAll("-[A-Z2-7]{8}\\.js", "-AAAAAAAA.js");
        assertFails("loader: ", "snippet", "--page=" + serve(Map.of("/", old)) + "/");

        launch = new Launch(directory);
        String wrong = tag.replace("sha384-", "sha384-x");
        assertFails("loader: ", "the integrity", "--page=" + serve(Map.of("/", wrong)) + "/");
    }

    @Test
    void pageAddress_withAPassword_doesNotShowIt() throws IOException {
        String page = serve(Map.of("/", "<p>Hello")).replace("//", "//me:" + KEY + "@");

        assertFails("page: ", "add the tag", "--page=" + page + "/");
    }

    @Test
    void pageAddress_thatIsNone_isRefused() {
        assertThat(doctor("--page=example")).isEqualTo(2);

        assertThat(launch.err()).contains("--page: 'example' is not allowed");
    }

    private LiveServer live() {
        LiveServer server = LiveServer.start(directory, Map.of(), "--app=echo");
        open.add(server);
        return server;
    }

    private int doctor(String... arguments) {
        List<String> all = new ArrayList<>(List.of("doctor", "--host=127.0.0.1"));
        add(all, arguments, "--port=0");
        add(all, arguments, "--metrics-port=0");
        add(all, arguments, "--app=echo");
        add(all, arguments, "--db=" + sqlite("doctor.db"));
        for (String argument : arguments) {
            if (argument.startsWith("--host=")) {
                all.remove("--host=127.0.0.1");
            }
        }
        all.addAll(List.of(arguments));
        return launch.run(all.toArray(String[]::new));
    }

    /// Where the test says nothing else.
    private static void add(List<String> all, String[] given, String argument) {
        String flag = argument.substring(0, argument.indexOf('=') + 1);
        if (List.of(given).stream().noneMatch(each -> each.startsWith(flag))) {
            all.add(argument);
        }
    }

    private int doctorOf(String server, String head, String attributes, String... arguments)
            throws IOException {
        String tag =
                "<script src='%s/static/jims-widget.js'%s></script>".formatted(server, attributes);
        String page = serve(Map.of("/", head + tag));
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--page=" + page + "/");
        return doctor(all.toArray(String[]::new));
    }

    /// In exactly one line.
    private void assertFails(String check, String reason, String... arguments) {
        assertThat(doctor(arguments)).describedAs(launch.err()).isEqualTo(1);
        assertLine("fails    " + check, reason);
    }

    private void assertLine(String start, String part) {
        assertThat(launch.out().lines())
                .filteredOn(line -> line.startsWith(start))
                .singleElement()
                .asString()
                .contains(part);
        assertThat(launch.out() + launch.err()).doesNotContain(KEY);
    }

    private void provider(String url) {
        launch.variable("OPENAI_API_KEY", KEY).variable("OPENAI_BASE_URL", url + "/v1");
    }

    private String sqlite(String name) {
        return "sqlite:///" + directory.resolve(name);
    }

    private int takenPort() throws IOException {
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        open.add(socket);
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        while (true) {
                            socket.accept().close();
                        }
                    } catch (IOException e) { // the test is over
                        return;
                    }
                });
        return socket.getLocalPort();
    }

    /// Serves these pages, and asks for a key elsewhere.
    private String serve(Map<String, String> pages) throws IOException {
        HttpServer http =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        String page = pages.get(exchange.getRequestURI().getPath());
                        byte[] body =
                                (page == null ? "{\"error\":\"401: wrong key\"}" : page)
                                        .getBytes(UTF_8);
                        exchange.sendResponseHeaders(page == null ? 401 : 200, body.length);
                        exchange.getResponseBody().write(body);
                    }
                });
        http.start();
        open.add(() -> http.stop(0));
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }
}
