package io.jims.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.cli.LiveServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The operator's port within the whole product.
class OperatorPortTest {
    private static final String TOKEN = "the-admin-token-of-these-tests-0";

    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/threads", "/api/events", "/api/stats", "/sign-in", "/threads/1", "/x"})
    void publicPort_tellsNothingOfIt(String path) throws Exception {
        try (LiveServer server =
                LiveServer.start(directory, Map.of("JIMS_ADMIN_TOKEN", TOKEN), "--app=echo")) {
            assertThat(status(server.port(), path, TOKEN)).isEqualTo(404);
            assertThat(status(server.metricsPort(), "/api/threads", TOKEN)).isNotEqualTo(401);
            assertThat(status(server.adminPort(), path, "another")).isEqualTo(401);
        }
    }

    @Test
    void withoutAToken_thereIsNone() {
        try (LiveServer server = LiveServer.start(directory, Map.of(), "--app=echo")) {
            assertThat(server.adminPort()).isZero();
        }
    }

    private static int status(int port, String path, String token)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .header("Authorization", "Bearer " + token)
                            .build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }
}
