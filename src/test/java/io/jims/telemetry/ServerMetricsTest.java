package io.jims.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.cli.LiveServer;
import io.jims.core.Uuid7;
import io.jims.testing.Await;
import io.jims.testing.JimsClient;
import io.jims.testing.RawSocket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a server says of itself while clients do this and that to it.
class ServerMetricsTest {
    private LiveServer server;
    private Scraper scraper;

    @BeforeEach
    void start(@TempDir Path directory) {
        server =
                LiveServer.start(
                        directory,
                        Map.of(),
                        "--app=" + ToldApp.NAME,
                        "--max-runs=1",
                        "--threads-per-address=off",
                        "--max-message-chars=100");
        scraper = new Scraper(server.metricsPort());
    }

    @AfterEach
    void stop() {
        ToldApp.HELD.release(10);
        server.close();
        ToldApp.HELD.drainPermits();
    }

    @Test
    void families_areThePromisedOnesFromTheStartOn() throws Exception {
        assertThat(scraper.scrape().families("jims_"))
                .containsExactlyInAnyOrder(
                        "jims_widget_assets_served_total",
                        "jims_widget_backlog",
                        "jims_widget_backlog_limit",
                        "jims_widget_bad_requests_total",
                        "jims_widget_connections_open",
                        "jims_widget_daily_messages",
                        "jims_widget_daily_messages_limit",
                        "jims_widget_daily_tokens",
                        "jims_widget_daily_tokens_limit",
                        "jims_widget_feedback_total",
                        "jims_widget_first_piece_seconds",
                        "jims_widget_guarded_total",
                        "jims_widget_handshakes_refused_total",
                        "jims_widget_history_cache_bytes",
                        "jims_widget_history_cache_limit_bytes",
                        "jims_widget_messages_total",
                        "jims_widget_reconnects_total",
                        "jims_widget_rejected_total",
                        "jims_widget_runs_running",
                        "jims_widget_runs_waiting",
                        "jims_widget_sockets_open",
                        "jims_widget_store_batch_writes",
                        "jims_widget_store_commit_seconds",
                        "jims_widget_store_failed_writes_total");
    }

    @Test
    void answers_areCountedWithTheirCommitsAndFirstPieces() throws Exception {
        try (JimsClient client = JimsClient.greeted(server.port(), "")) {
            client.message("hello");
            client.readUntil("done");
            client.message("fail");
            client.readUntil("done");

            Await.until("both are counted", () -> messages("failed") == 1);
            Exposition exposition = scraper.scrape();
            assertThat(exposition.value("jims_widget_sockets_open", Map.of())).isEqualTo(1);
            assertThat(messages("answered")).isEqualTo(1);
            assertThat(exposition.value("jims_widget_first_piece_seconds_count", Map.of()))
                    .isEqualTo(1);
            assertThat(exposition.value("jims_widget_store_batch_writes_sum", Map.of()))
                    .isGreaterThanOrEqualTo(4);
            assertThat(exposition.value("jims_widget_store_commit_seconds_sum", Map.of()))
                    .isPositive();
        }
    }

    @Test
    void runs_waitingAndRunning_areSeen() throws Exception {
        try (JimsClient first = JimsClient.greeted(server.port(), "");
                JimsClient second = JimsClient.greeted(server.port(), "")) {
            first.message("wait");
            first.readUntil("ack");
            Await.until("it runs", () -> value("jims_widget_runs_running") == 1);
            second.message("hello");
            second.readUntil("ack");

            Await.until("the other one waits", () -> value("jims_widget_runs_waiting") == 1);
            ToldApp.HELD.release();
            second.readUntil("done");
            Await.until("none is left", () -> value("jims_widget_runs_running") == 0);
            assertThat(value("jims_widget_runs_waiting")).isZero();
        }
    }

    @Test
    void rejections_areCountedByReason() throws Exception {
        try (JimsClient client = JimsClient.greeted(server.port(), "")) {
            client.message("x".repeat(101));
            client.readUntil("error");
            client.message(" ");
            client.readUntil("error");
            client.socket().text("no JSON");
            client.readUntil("error");
        }

        Exposition exposition = scraper.scrape();
        assertThat(rejected(exposition, "too_long")).isEqualTo(1);
        assertThat(rejected(exposition, "empty")).isEqualTo(1);
        assertThat(rejected(exposition, "bad_frame")).isEqualTo(1);
        assertThat(messages("rejected")).isEqualTo(3);
    }

    @Test
    void refusedHandshakes_areCountedByStatus() throws Exception {
        assertThat(handshake("Sec-WebSocket-Version: 12\r\n")).startsWith("HTTP/1.1 426");

        Exposition exposition = scraper.scrape();
        assertThat(refused(exposition, "426")).isEqualTo(1);
        assertThat(refused(exposition, "503")).isZero();
    }

    @Test
    void reconnects_areCounted_firstVisitsAreNot() throws Exception {
        String thread;
        try (JimsClient client = JimsClient.greeted(server.port(), "")) {
            client.message("hello");
            thread = client.readUntil("ack").path("thread_id").asText();
            client.readUntil("done");
        }
        assertThat(value("jims_widget_reconnects_total")).isZero();

        String seen = "\"thread_id\":\"%s\",\"after\":\"%s\"".formatted(thread, Uuid7.next());
        JimsClient.greeted(server.port(), seen).close();

        assertThat(value("jims_widget_reconnects_total")).isEqualTo(1);
    }

    @Test
    void assets_areCountedByName_unknownOnesAreNot() throws Exception {
        assertThat(get("/static/jims-widget.js")).isEqualTo(200);
        assertThat(get("/static/passwd")).isEqualTo(404);
        assertThat(get("/")).isEqualTo(200);

        Exposition exposition = scraper.scrape();
        assertThat(served(exposition, "jims-widget.js")).isEqualTo(1);
        assertThat(served(exposition, "demo.html")).isEqualTo(1);
        assertThat(exposition.series("jims_widget_assets_served_total"))
                .noneSatisfy(labels -> assertThat(labels.get("asset")).contains("passwd"))
                .noneSatisfy(labels -> assertThat(labels.get("asset")).matches(".*-[0-9A-Z]{8}.*"));
    }

    /// Whatever clients make up must not become a series of its own.
    @Test
    void series_clientsSendWhatTheyLike_staySoMany() throws Exception {
        askOnce("first");
        int before = seriesOf(scraper.get("/metrics").body());

        for (int i = 0; i < 20; i++) {
            askOnce("text " + i);
            get("/static/made-up-" + i + ".js");
            get("/nowhere/" + i);
            handshake("Sec-WebSocket-Version: " + i + "\r\n");
        }

        assertThat(seriesOf(scraper.get("/metrics").body())).isEqualTo(before);
    }

    private void askOnce(String text) throws IOException {
        String hello =
                "\"contact_id\":\"%s\",\"lang\":\"%s\""
                        .formatted(Uuid7.next(), text.replace(' ', '-'));
        try (JimsClient client = JimsClient.greeted(server.port(), hello)) {
            client.message(text);
            client.readUntil("done");
            client.socket().text("{\"type\":\"" + text + "\"}");
            client.readUntil("error");
        }
    }

    private static int seriesOf(String exposition) {
        return (int)
                exposition
                        .lines()
                        .filter(line -> line.startsWith("jims_") || line.startsWith("llm_"))
                        .count();
    }

    private String handshake(String version) throws IOException {
        try (RawSocket socket = RawSocket.tcp(server.port(), 0)) {
            return socket.request(
                    "GET /ws/chat HTTP/1.1\r\n"
                            + "Host: localhost\r\n"
                            + "Connection: Upgrade\r\n"
                            + "Upgrade: websocket\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                            + version
                            + "\r\n");
        }
    }

    private int get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private double messages(String outcome) throws IOException, InterruptedException {
        return scraper.scrape().value("jims_widget_messages_total", Map.of("outcome", outcome));
    }

    private double value(String name) throws IOException, InterruptedException {
        return scraper.scrape().value(name, Map.of());
    }

    private static double rejected(Exposition exposition, String reason) {
        return exposition.value("jims_widget_rejected_total", Map.of("reason", reason));
    }

    private static double refused(Exposition exposition, String status) {
        return exposition.value("jims_widget_handshakes_refused_total", Map.of("status", status));
    }

    private static double served(Exposition exposition, String asset) {
        return exposition.value("jims_widget_assets_served_total", Map.of("asset", asset));
    }
}
