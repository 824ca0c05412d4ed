package io.jims.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jims.cli.LiveServer;
import io.jims.store.sqlite.SqliteThreadStore;
import io.jims.testing.Await;
import io.jims.testing.CapturedLog;
import io.jims.testing.JimsClient;
import io.jims.testing.ServerProcess;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The health of a whole server.
class ServerHealthTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FAILED_WRITES = "jims_widget_store_failed_writes_total";

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ready_portIsLost_is503(boolean isMetrics, @TempDir Path directory) throws Exception {
        try (LiveServer server = LiveServer.start(directory, Map.of())) {
            Scraper kept = new Scraper(server.metricsPort()); // has a connection from now on
            assertThat(kept.get("/health/ready").statusCode()).isEqualTo(200);

            ServerProcess.loseHere(isMetrics ? server.metricsPort() : server.port());

            Await.until("it says so", () -> kept.get("/health/ready").statusCode() == 503);
            assertThat(kept.get("/health/ready").body())
                    .contains(isMetrics ? "--metrics-port" : "--port")
                    .contains("any more");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void databaseRemoved_orReplaced_isTold_byReadinessMetricsAndOneLine(
            boolean isReplaced, @TempDir Path directory) throws Exception {
        Path backup = directory.resolve("backup.db");
        try (LiveServer server = LiveServer.start(directory, Map.of(), "--app=echo");
                CapturedLog log = new CapturedLog(SqliteThreadStore.class);
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            Scraper metrics = new Scraper(server.metricsPort());
            client.message("before");
            client.readUntil("done");
            assertThat(metrics.get("/health/ready").statusCode()).isEqualTo(200);
            assertThat(metrics.scrape().value(FAILED_WRITES, Map.of())).isZero();
            Path database = directory.resolve("live.db");
            if (isReplaced) {
                SqliteThreadStore.open(backup).close();
                Files.move(backup, database, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.delete(database);
            }

            for (int i = 0; i < 3; i++) {
                String id = client.message("after");
                JsonNode frame = client.read();
                assertThat(frame.path("code").asText()).isEqualTo("overloaded");
                assertThat(frame.path("id").asText()).isEqualTo(id);
            }

            HttpResponse<String> ready = metrics.get("/health/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("removed or replaced");
            assertThat(metrics.scrape().value(FAILED_WRITES, Map.of())).isGreaterThanOrEqualTo(3);
            assertThat(log.lines()).hasSize(1);
        }
    }

    @Test
    void ready_tellsOfStoreAppAndDrain_liveAndHealthzDoNotMindTheDrain(@TempDir Path directory)
            throws Exception {
        LiveServer server = LiveServer.start(directory, Map.of(), "--app=" + ToldApp.NAME);
        Scraper metrics = new Scraper(server.metricsPort());
        JsonNode ready = JSON.readTree(metrics.get("/health/ready").body());
        assertThat(ready.path("status").asText()).isEqualTo("UP");
        assertThat(ready.path("checks").findValuesAsText("name"))
                .containsExactlyInAnyOrder("store", "app", "accepting");

        try (JimsClient client = JimsClient.greeted(server.port(), "")) {
            client.message("wait");
            client.readUntil("ack");
            Thread stop = Thread.startVirtualThread(server::close);

            Await.until("it drains", () -> metrics.get("/health/ready").statusCode() == 503);
            HttpResponse<String> draining = metrics.get("/health/ready");
            assertThat(draining.body())
                    .contains("the server is shutting down: it ends its answers");
            assertThat(metrics.get("/health/live").statusCode()).isEqualTo(200);
            HttpResponse<String> healthz = new Scraper(server.port()).get("/healthz");
            assertThat(healthz.body()).isEqualTo("{\"status\":\"ok\"}");

            ToldApp.HELD.release();
            stop.join();
        } finally {
            ToldApp.HELD.drainPermits();
        }
    }
}
