package io.jims.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jims.cli.LiveServer;
import io.jims.testing.Await;
import io.jims.testing.JimsClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The health of a whole server.
class ServerHealthTest {
    private static final ObjectMapper JSON = new ObjectMapper();

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
