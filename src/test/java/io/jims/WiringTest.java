package io.jims;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WiringTest {
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
    void start_saysWhatRunsWhere() {
        launch.run("--db", "postgresql://jims:p@ss/w0rd@db:5432/jims?sslpassword=x");

        assertThat(launch.err())
                .contains("INFO Wiring app: demo (what app, the default, means in this version);")
                .contains("choose another with --app")
                .contains("database: postgresql://jims:***@db:5432/jims?sslpassword=***")
                .contains("metrics: http://localhost:18001/metrics")
                .contains("demo page: http://localhost:18090/")
                .doesNotContain("w0rd");
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

        assertThat(launch.run("--port", "80")).isEqualTo(1);
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

        assertThat(launch.run()).isEqualTo(1);
        assertThat(launch.err())
                .startsWith("jims-widget: the metrics could not start on 0.0.0.0 port 8001")
                .contains("(--host, --metrics-port)");
        assertThat(launch.steps()).endsWith("metrics", "store.stop");
    }

    @Test
    void metricsThatExplainThemselves_areQuoted() {
        launch.failing("metrics", new IllegalArgumentException("--enable-sentry needs SENTRY_DSN"));

        assertThat(launch.run()).isEqualTo(1);
        assertThat(launch.err().lines())
                .containsExactly("jims-widget: --enable-sentry needs SENTRY_DSN");
    }

    @Test
    void databaseThatCannotBeOpened_isOneLine() {
        launch.failing("store", new StoreException("cannot open /x", new IOException("denied")));

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
        assertThat(launch.err()).contains("Caused by: io.jims.core.StoreException", "\tat ");
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
