package io.jims.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jims.core.ThreadId;
import io.jims.observe.RunObserver.RunReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against a server on loopback that takes envelopes as Sentry does.
class SentryReporterTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BlockingQueue<String> envelopes = new LinkedBlockingQueue<>();
    private HttpServer sentry;

    @BeforeEach
    void startSentry() throws IOException {
        sentry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sentry.createContext("/api/42/envelope/", this::take);
        sentry.start();
    }

    @AfterEach
    void stopSentry() {
        sentry.stop(0);
    }

    @Test
    void report_failure_arrivesWithAppAndThread() throws Exception {
        SentryReporter reporter = SentryReporter.start(Map.of("SENTRY_DSN", dsn()), false);
        ThreadId thread = ThreadId.create();

        reporter.onRunEnded(report(thread, new IllegalStateException("model is gone")));
        reporter.stop();

        JsonNode event = nextEvent();
        assertThat(event.at("/exception/values/0/type").asText())
                .isEqualTo("IllegalStateException");
        assertThat(event.at("/exception/values/0/value").asText()).isEqualTo("model is gone");
        assertThat(event.at("/tags/jims.pipeline").asText()).isEqualTo("echo");
        assertThat(event.at("/tags/jims.thread.id").asText()).isEqualTo(thread.toString());
        assertThat(event.at("/environment").asText()).isEqualTo("production");
        assertThat(event.toString()).doesNotContain(thread.value().toString());
    }

    @Test
    void report_failure_saysNothingOfVisitorOrMachine() throws Exception {
        SentryReporter reporter = SentryReporter.start(Map.of("SENTRY_DSN", dsn()), false);

        reporter.onRunEnded(report(ThreadId.create(), new IllegalStateException("model is gone")));
        reporter.stop();

        JsonNode event = nextEvent();
        assertThat(event.path("user").size()).isZero();
        assertThat(event.has("server_name")).isFalse();
        assertThat(event.has("request")).isFalse();
        assertThat(event.has("modules")).isFalse();
        assertThat(event.path("breadcrumbs").path("values").size()).isZero();
    }

    @Test
    void report_withAnEnvironment_namesIt() throws Exception {
        SentryReporter reporter =
                SentryReporter.start(
                        Map.of("SENTRY_DSN", dsn(), "SENTRY_ENVIRONMENT", "staging"), false);

        reporter.onRunEnded(report(ThreadId.create(), new IllegalStateException("model is gone")));
        reporter.stop();

        assertThat(nextEvent().at("/environment").asText()).isEqualTo("staging");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void report_message_isThereIfAskedForOnly(boolean messages) throws Exception {
        SentryReporter reporter = SentryReporter.start(Map.of("SENTRY_DSN", dsn()), messages);
        Throwable failure = new IllegalStateException("model is gone");

        reporter.onRunEnded(
                new RunReport("echo", ThreadId.create(), Duration.ZERO, failure, "my secret"));
        reporter.stop();

        JsonNode event = nextEvent();
        assertThat(event.toString().contains("my secret")).isEqualTo(messages);
        assertThat(event.at("/extra/message").asText()).isEqualTo(messages ? "my secret" : "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.1", "some", "NaN"})
    void start_sampleRateThatIsNone_saysSo(String rate) {
        Map<String, String> variables =
                Map.of("SENTRY_DSN", dsn(), "SENTRY_TRACES_SAMPLE_RATE", rate);

        assertThatThrownBy(() -> SentryReporter.start(variables, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "SENTRY_TRACES_SAMPLE_RATE: '"
                                + rate
                                + "' is not allowed; give a number from 0 to 1");
    }

    @Test
    void runThatSucceeded_isNotReported() throws Exception {
        SentryReporter reporter = SentryReporter.start(Map.of("SENTRY_DSN", dsn()), false);

        reporter.onRunEnded(report(ThreadId.create(), null));
        reporter.stop();

        assertThat(envelopes).isEmpty();
    }

    @Test
    void start_withoutADsn_saysWhatIsMissing() {
        assertThatThrownBy(() -> SentryReporter.start(Map.of("SENTRY_DSN", " "), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--enable-sentry needs SENTRY_DSN to be set");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "https://sentry.example/1",
                "ftp://secretkey@sentry.example/1",
                "https://secretkey@sentry.example",
                "https://secretkey@sentry.example/",
                "https://secretkey@sentry example/1"
            })
    void start_withNoDsn_saysSoInOneLineWithoutTheKey(String dsn) {
        assertThatThrownBy(() -> SentryReporter.start(Map.of("SENTRY_DSN", dsn), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .message()
                .startsWith("SENTRY_DSN is malformed")
                .doesNotContain("\n")
                .doesNotContain("secretkey");
    }

    private static RunReport report(ThreadId thread, @Nullable Throwable failure) {
        return new RunReport("echo", thread, Duration.ofSeconds(1), failure);
    }

    private String dsn() {
        return "http://key@127.0.0.1:%d/42".formatted(sentry.getAddress().getPort());
    }

    /// An envelope is a line of headers, then for each item a line of headers and a line of
    /// content.
    private JsonNode nextEvent() throws IOException, InterruptedException {
        String envelope = envelopes.poll(10, TimeUnit.SECONDS);
        assertThat(envelope).as("an envelope within 10 s").isNotNull();
        String[] lines = String.valueOf(envelope).split("\n", -1);
        assertThat(JSON.readTree(lines[1]).path("type").asText()).isEqualTo("event");
        return JSON.readTree(lines[2]);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange;
                GZIPInputStream body = new GZIPInputStream(exchange.getRequestBody())) {
            envelopes.add(new String(body.readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(200, -1);
        }
    }
}
