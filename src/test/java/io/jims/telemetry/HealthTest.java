package io.jims.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jims.store.StoreException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AtomicBoolean storeWorks = new AtomicBoolean(true);
    private final AtomicBoolean accepting = new AtomicBoolean(true);
    private final Telemetry telemetry =
            Telemetry.start(
                    "127.0.0.1",
                    0,
                    List.of(
                            new HealthProbe("store", this::checkStore),
                            new HealthProbe("accepting", this::checkAccepting)));
    private final Scraper scraper = new Scraper(telemetry.port());

    @AfterEach
    void stop() {
        telemetry.stop();
    }

    @Test
    void ready_everyProbeHolds_is200WithEachOfThem() throws Exception {
        HttpResponse<String> response = scraper.get("/health/ready");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        JsonNode health = JSON.readTree(response.body());
        assertThat(health.at("/status").asText()).isEqualTo("UP");
        assertThat(health.at("/checks").findValuesAsText("name"))
                .containsExactly("store", "accepting");
    }

    @Test
    void ready_probeThatOnlyTells_neverFails() throws Exception {
        Telemetry telling =
                Telemetry.start(
                        "127.0.0.1",
                        0,
                        List.of(
                                HealthProbe.telling(
                                        "lifecycle", () -> Map.of("error", "it answers 401"))));
        try {
            HttpResponse<String> response = new Scraper(telling.port()).get("/health/ready");

            assertThat(response.statusCode()).isEqualTo(200);
            JsonNode health = JSON.readTree(response.body());
            assertThat(health.at("/checks/0/status").asText()).isEqualTo("UP");
            assertThat(health.at("/checks/0/data/error").asText()).isEqualTo("it answers 401");
        } finally {
            telling.stop();
        }
    }

    @Test
    void ready_storeFails_is503AndSaysWhy() throws Exception {
        storeWorks.set(false);

        HttpResponse<String> response = scraper.get("/health/ready");

        assertThat(response.statusCode()).isEqualTo(503);
        JsonNode health = JSON.readTree(response.body());
        assertThat(health.at("/status").asText()).isEqualTo("DOWN");
        assertThat(health.at("/checks/0/status").asText()).isEqualTo("DOWN");
        assertThat(health.at("/checks/0/data/error").asText()).isEqualTo("disk is full");
        assertThat(health.at("/checks/1/status").asText()).isEqualTo("UP");
    }

    @Test
    void ready_storeRecovers_is200Again() throws Exception {
        storeWorks.set(false);
        int failing = scraper.get("/health/ready").statusCode();
        storeWorks.set(true);

        assertThat(failing).isEqualTo(503);
        assertThat(scraper.get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void ready_serverDrains_is503() throws Exception {
        accepting.set(false);

        HttpResponse<String> response = scraper.get("/health/ready");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("the server is draining");
    }

    @Test
    void live_whateverTheProbesSay_is200() throws Exception {
        storeWorks.set(false);
        accepting.set(false);

        HttpResponse<String> response = scraper.get("/health/live");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(response.body()).at("/status").asText()).isEqualTo("UP");
    }

    @Test
    void probe_withoutAName_isRefused() {
        assertThatThrownBy(() -> new HealthProbe(" ", () -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void checkAccepting() {
        if (!accepting.get()) {
            throw new IllegalStateException("the server is draining");
        }
    }

    private void checkStore() {
        if (!storeWorks.get()) {
            throw new StoreException("disk is full");
        }
    }
}
