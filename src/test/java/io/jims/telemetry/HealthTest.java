package io.jims.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.helidon.http.HeaderNames;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientResponse;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.testing.junit5.ServerTest;
import io.helidon.webserver.testing.junit5.SetUpRoute;
import io.helidon.webserver.testing.junit5.SetUpServer;
import io.helidon.webserver.testing.junit5.Socket;
import io.jims.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ServerTest
class HealthTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TELLING = "telling";

    private static final AtomicBoolean STORE_WORKS = new AtomicBoolean();
    private static final AtomicBoolean ACCEPTING = new AtomicBoolean();

    private final Http1Client client;

    HealthTest(Http1Client client) {
        this.client = client;
    }

    @SetUpServer
    static void listeners(WebServerConfig.Builder server) {
        server.putSocket(TELLING, listener -> listener.host("localhost"));
    }

    @SetUpRoute
    static void routes(HttpRouting.Builder routing) {
        register(
                routing,
                new HealthProbe("store", HealthTest::checkStore),
                new HealthProbe("accepting", HealthTest::checkAccepting));
    }

    @SetUpRoute(TELLING)
    static void routesOfWhatOnlyTells(HttpRouting.Builder routing) {
        register(
                routing, HealthProbe.telling("lifecycle", () -> Map.of("error", "it answers 401")));
    }

    @BeforeEach
    void recover() {
        STORE_WORKS.set(true);
        ACCEPTING.set(true);
    }

    @Test
    void ready_everyProbeHolds_is200WithEachOfThem() throws Exception {
        try (Http1ClientResponse response = client.get("/health/ready").request()) {
            assertThat(response.status().code()).isEqualTo(200);
            assertThat(response.headers().get(HeaderNames.CONTENT_TYPE).get())
                    .startsWith("application/json");
            JsonNode health = JSON.readTree(response.as(String.class));
            assertThat(health.at("/status").asText()).isEqualTo("UP");
            assertThat(health.at("/checks").findValuesAsText("name"))
                    .containsExactly("store", "accepting");
        }
    }

    @Test
    void ready_probeThatOnlyTells_neverFails(@Socket(TELLING) Http1Client telling)
            throws Exception {
        Health answer = Health.of(telling, "/health/ready");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().at("/checks/0/status").asText()).isEqualTo("UP");
        assertThat(answer.body().at("/checks/0/data/error").asText()).isEqualTo("it answers 401");
    }

    @Test
    void ready_storeFails_is503AndSaysWhy() throws Exception {
        STORE_WORKS.set(false);

        Health answer = Health.of(client, "/health/ready");

        assertThat(answer.status()).isEqualTo(503);
        JsonNode health = answer.body();
        assertThat(health.at("/status").asText()).isEqualTo("DOWN");
        assertThat(health.at("/checks/0/status").asText()).isEqualTo("DOWN");
        assertThat(health.at("/checks/0/data/error").asText()).isEqualTo("disk is full");
        assertThat(health.at("/checks/1/status").asText()).isEqualTo("UP");
    }

    @Test
    void ready_storeRecovers_is200Again() throws Exception {
        STORE_WORKS.set(false);
        int failing = Health.of(client, "/health/ready").status();
        STORE_WORKS.set(true);

        assertThat(failing).isEqualTo(503);
        assertThat(Health.of(client, "/health/ready").status()).isEqualTo(200);
    }

    @Test
    void ready_serverDrains_is503() throws Exception {
        ACCEPTING.set(false);

        Health answer = Health.of(client, "/health/ready");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body().toString()).contains("the server is draining");
    }

    @Test
    void live_whateverTheProbesSay_is200() throws Exception {
        STORE_WORKS.set(false);
        ACCEPTING.set(false);

        Health answer = Health.of(client, "/health/live");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().at("/status").asText()).isEqualTo("UP");
    }

    @Test
    void probe_withoutAName_isRefused() {
        assertThatThrownBy(() -> new HealthProbe(" ", () -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void register(HttpRouting.Builder routing, HealthProbe... readiness) {
        Telemetry.registerHealth(List.of(readiness), WebServerConfig.create(), routing);
    }

    private static void checkAccepting() {
        if (!ACCEPTING.get()) {
            throw new IllegalStateException("the server is draining");
        }
    }

    private static void checkStore() {
        if (!STORE_WORKS.get()) {
            throw new StoreException("disk is full");
        }
    }

    private record Health(int status, JsonNode body) {
        static Health of(Http1Client client, String path) throws Exception {
            try (Http1ClientResponse response = client.get(path).request()) {
                return new Health(
                        response.status().code(), JSON.readTree(response.as(String.class)));
            }
        }
    }
}
