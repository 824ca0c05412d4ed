package io.jims.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.cli.Launch;
import io.jims.listener.TlsFiles;
import io.jims.store.StoreException;
import io.jims.testing.TestCertificate;
import io.jims.testing.TestPython;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WiringTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir private Path directory;
    private Launch launch;

    @BeforeEach
    void newLaunch() {
        launch = new Launch(directory);
    }

    @Test
    void parts_startInOrder_andStopInReverse() {
        assertThat(launch.run()).isZero();
        assertThat(launch.steps())
                .containsExactly(
                        "store",
                        "metrics",
                        "server",
                        "running",
                        "server.stop",
                        "metrics.stop",
                        "store.stop");
    }

    @Test
    void retention_startsLast_andStopsFirst() {
        launch.run("--retention", "180d");

        assertThat(launch.steps())
                .containsSubsequence(
                        "server", "retention", "running", "retention.stop", "server.stop");
    }

    @Test
    void operator_startsLast_andStopsFirst_andIsNamed() {
        launch.run("--admin-token", SECRET, "--retention", "180d");

        assertThat(launch.steps())
                .containsSubsequence(
                        "server",
                        "retention",
                        "operator",
                        "running",
                        "operator.stop",
                        "retention.stop",
                        "server.stop");
        assertThat(launch.err())
                .contains(
                        "INFO StartReport operator's pages: http://127.0.0.1:18002/ (--admin-port)")
                .doesNotContain(SECRET);
    }

    @Test
    void operator_forOtherMachines_warns() {
        launch.run("--host=127.0.0.1", "--admin-token", SECRET, "--admin-host=0.0.0.0");

        assertThat(launch.err())
                .containsPattern("WARNING .*operator's pages: http://localhost:18002/")
                .contains("other machines reach them (--admin-host)");
    }

    @Test
    void adminPortInUse_namesItsFlag_andStopsTheRest() {
        launch.failing("operator", new UncheckedIOException(new BindException("in use")));

        assertThat(launch.run("--admin-token", SECRET)).isEqualTo(1);
        assertThat(launch.err())
                .contains(
                        "jims-widget: the operator's listener could not start on 127.0.0.1 port 8002")
                .contains("(--admin-host, --admin-port)");
        assertThat(launch.steps()).endsWith("server.stop", "metrics.stop", "store.stop");
    }

    @Test
    void start_saysWhatRunsWhere() {
        launch.run("--db", "postgresql://jims:p@ssw0rd@db:5432/jims?sslpassword=x");

        assertThat(launch.err())
                .contains(
                        "INFO StartReport app: demo, as app, the default, finds no language model;")
                .contains("set OPENAI_API_KEY,")
                .contains("choose another with --app")
                .contains("database: postgresql://jims@db:5432/jims (--db)")
                .contains("metrics: http://localhost:18001/metrics")
                .contains("demo page: http://localhost:18090/")
                .doesNotContain("w0rd");
    }

    @Test
    void start_withACertificate_namesTheDemoPageByHttps() throws Exception {
        TlsFiles files = TestCertificate.make("EC", directory).writeTo(directory);

        launch.run(
                "--tls-cert", files.certificate().toString(), "--tls-key", files.key().toString());

        assertThat(launch.err())
                .contains("demo page: https://localhost:18090/")
                .contains("metrics: http://localhost:18001/");
    }

    @Test
    void start_onAPublicAddress_forAllOrigins_warnsOnce() {
        launch.run("--app=demo", "--auth-secret", SECRET);

        assertThat(launch.err())
                .containsOnlyOnce("WARNING")
                .containsPattern("WARNING .*set --cors-origins to")
                .contains("INFO StartReport tokens: every visitor needs one (--auth-secret)");
    }

    @Test
    void start_onAPublicAddress_withoutTokens_warnsOnce() {
        launch.run("--app=demo", "--cors-origins", "https://a.example,https://*.b.example/");

        assertThat(launch.err())
                .containsOnlyOnce("WARNING")
                .containsPattern("WARNING .*tokens: none are asked for, .*--auth-secret")
                .contains("INFO StartReport origins: https://a.example, https://*.b.example (");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void start_forThisMachineOnly_doesNotWarn(String host) {
        launch.run("--app=demo", "--host", host);

        assertThat(launch.err())
                .contains("INFO StartReport tokens: none are asked for")
                .contains("INFO StartReport origins: pages of every website")
                .contains("INFO StartReport limits that are off: none")
                .contains("ready")
                .doesNotContain("WARNING");
    }

    @Test
    void start_namesTheLimitsThatAreOff() {
        launch.run("--messages-per-contact=off", "--sockets-per-address=off", "--daily-tokens=off");

        assertThat(launch.err())
                .contains(
                        "limits that are off: --messages-per-contact, --sockets-per-address,"
                                + " --daily-tokens\n");
    }

    @Test
    void start_namesTheSourceOfTokens() throws IOException {
        Files.writeString(directory.resolve("secrets"), SECRET);
        launch.run("--auth-secret-file", "secrets");
        assertThat(launch.err()).contains("needs one (--auth-secret-file)");

        launch.run("--auth-jwks", "https://idp.example/keys");
        assertThat(launch.err()).contains("needs one (--auth-jwks)");
    }

    @Test
    void metrics_canBeOnAnotherInterface() {
        launch.run("--metrics-host", "127.0.0.1");

        assertThat(launch.err())
                .contains("metrics: http://127.0.0.1:18001/metrics")
                .contains("demo page: http://localhost:18090/");
    }

    @Test
    void databaseThatFailsBeforeTheServerListens_isNotBlamedOnThePort() {
        launch.failing("server", new StoreException("no such column", new IOException("disk")));

        assertThat(launch.run("--db", "sqlite:///x.db")).isEqualTo(1);
        assertThat(launch.err().lines().toList().getLast())
                .isEqualTo("jims-widget: --db: no such column: disk");
        assertThat(launch.steps()).endsWith("server", "metrics.stop", "store.stop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"server", "metrics"})
    void otherFailure_isNotBlamedOnThePort(String part) {
        launch.failing(part, new IllegalStateException("the jar has no assets"));

        assertThat(launch.run()).isEqualTo(1);
        assertThat(launch.err())
                .contains("could not start: the jar has no assets")
                .doesNotContain("port");
    }

    @Test
    void start_withALanguageModel_isTheAssistant_andSaysSo() {
        launch.variable("OPENAI_API_KEY", "sk-s3cret").run();

        assertThat(launch.err())
                .contains("app: assistant, the model openai/gpt-4.1-mini (--model); choose another")
                .doesNotContain("s3cret");
    }

    @Test
    void start_withAModelThatCannotBeUsed_isOneLine() {
        assertThat(launch.run("--app", "assistant", "--model", "gemini/gemini-2.5-flash")).isOne();

        assertThat(launch.err())
                .contains("the model gemini/gemini-2.5-flash needs a key; set GEMINI_API_KEY, or")
                .doesNotContain("Exception");
    }

    @Test
    void pythonApp_isLoaded_andItsProcessEndsWithTheServer() throws IOException {
        Files.writeString(
                directory.resolve("hello.py"),
                "from jims_core.app import JimsApp\napp = JimsApp(None, lambda context: None)\n");
        String python = TestPython.quickSettings().python();

        assertThat(launch.run("--app", "hello:app", "--python", python)).isZero();

        assertThat(launch.err()).contains("app: hello:app (Python, hosted by " + python + ")");
        Matcher process =
                Pattern.compile("has loaded hello:app, process (\\d+)").matcher(launch.err());
        assertThat(process.find()).isTrue();
        assertThat(ProcessHandle.of(Long.parseLong(process.group(1)))).isEmpty();
    }

    @Test
    void pythonAppThatCannotBeLoaded_endsTheStart_withItsTraceback() throws IOException {
        Files.writeString(directory.resolve("bad.py"), "raise ValueError('no key')\n");
        String python = TestPython.quickSettings().python();

        assertThat(launch.run("--app", "bad:app", "--python", python)).isEqualTo(1);

        assertThat(launch.err())
                .contains("'bad:app' gives no app. Tried:\n  - Java class on the class path")
                .contains("  - Python app, by --python: bad:app cannot be loaded:\n      Traceback")
                .contains("      ValueError: no key");
        assertThat(launch.steps()).containsExactly("store", "store.stop");
    }

    @Test
    void start_onOneInterface_namesIt() {
        launch.run("--host", "::1");

        assertThat(launch.err()).contains("http://[::1]:18090/");
    }

    @Test
    void portInUse_isOneLine_andStopsTheRest() {
        launch.failing(
                "server", new UncheckedIOException(new BindException("Address already in use")));

        assertThat(launch.run("--app=demo", "--port", "80")).isEqualTo(1);
        assertThat(launch.err().lines())
                .containsExactly(
                        "jims-widget: the widget server could not start on 0.0.0.0 port 80:"
                                + " java.net.BindException: Address already in use (--host,"
                                + " --port)");
        assertThat(launch.steps())
                .containsExactly("store", "metrics", "server", "metrics.stop", "store.stop");
    }

    @Test
    void metricsPortInUse_namesItsFlag() {
        launch.failing("metrics", new IllegalStateException(new BindException("in use")));

        assertThat(launch.run("--app=demo")).isEqualTo(1);
        assertThat(launch.err())
                .startsWith("jims-widget: the metrics could not start on 0.0.0.0 port 8001")
                .contains("(--metrics-host, --metrics-port)");
        assertThat(launch.steps()).endsWith("metrics", "store.stop");
    }

    @Test
    void metricsThatExplainThemselves_areQuoted() {
        launch.failing("metrics", new IllegalArgumentException("--enable-sentry needs SENTRY_DSN"));

        assertThat(launch.run("--app=demo")).isEqualTo(1);
        assertThat(launch.err().lines())
                .containsExactly("jims-widget: --enable-sentry needs SENTRY_DSN");
    }

    @Test
    void databaseThatCannotBeOpened_isOneLine() {
        launch.failing(
                "store", new StoreException("cannot open /x: denied", new IOException("no\nway")));

        assertThat(launch.variable("JIMS_DB_CONN_URI", "sqlite:////x").run()).isEqualTo(1);
        assertThat(launch.err().lines())
                .containsExactly(
                        "jims-widget: --db (from JIMS_DB_CONN_URI): cannot open /x: denied");
    }

    @Test
    void unknownApp_saysWhatWasTried_andWhereTheNameCameFrom() throws IOException {
        assertThat(launch.dotenv("JIMS_APP=nope\n").run()).isEqualTo(1);
        assertThat(launch.err())
                .startsWith("jims-widget: --app (from JIMS_APP in .env): 'nope' gives no app.")
                .doesNotContain("\tat ");
        assertThat(launch.steps()).containsExactly("store", "store.stop");
    }

    @Test
    void missingAppPath_isNamed() {
        assertThat(launch.run("--app-path", "absent.jar")).isEqualTo(1);
        assertThat(launch.err().lines())
                .containsExactly(
                        "jims-widget: --app-path: '"
                                + directory.resolve("absent.jar")
                                + "' does not exist; give jars and directories");
    }

    @Test
    void failedStart_verbose_hasTheStackTrace() {
        launch.failing("store", new StoreException("cannot open"));

        assertThat(launch.run("--verbose")).isEqualTo(1);
        assertThat(launch.err()).contains("Caused by: io.jims.store.StoreException", "\tat ");
    }

    @Test
    void partThatDoesNotStop_keepsNoOtherFromStopping() {
        launch.failing("server.stop", new IllegalStateException("stuck"));

        assertThat(launch.run()).isZero();
        assertThat(launch.steps()).endsWith("server.stop", "metrics.stop", "store.stop");
        assertThat(launch.err())
                .contains("ERROR Wiring widget server did not stop cleanly")
                .contains("IllegalStateException: stuck");
    }
}
