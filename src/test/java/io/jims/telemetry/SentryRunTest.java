package io.jims.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jims.cli.LiveServer;
import io.jims.testing.JimsClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole runs of the product with a Sentry beside it.
class SentryRunTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path directory;
    private Outside outside;

    @BeforeEach
    void startOutside() throws IOException {
        outside = new Outside();
    }

    @AfterEach
    void stopOutside() {
        outside.close();
    }

    @Test
    void failedRun_isAnEvent_withPipelineAndShortThread() throws Exception {
        String thread = run("fail", "--enable-sentry");

        JsonNode event = items("event").getFirst();
        assertThat(event.at("/exception/values/0/value").asText()).isEqualTo("as asked");
        assertThat(event.at("/tags/jims.pipeline").asText()).isEqualTo("ToldApp");
        assertThat(event.at("/tags/jims.thread.id").asText())
                .isEqualTo("…" + thread.substring(thread.length() - 6));
        assertThat(event.at("/environment").asText()).isEqualTo("staging");
        assertThat(event.has("extra") && event.path("extra").has("message")).isFalse();
        assertThat(outside.envelopes().toString()).doesNotContain(thread);
    }

    @Test
    void failedRun_messagesAreAskedFor_hasIt() throws Exception {
        run("fail", "--enable-sentry", "--sentry-messages");

        assertThat(items("event").getFirst().at("/extra/message").asText()).isEqualTo("fail");
    }

    @Test
    void run_isATransaction_withItsStoreAsASpan() throws Exception {
        run("hello", "--enable-sentry");

        assertThat(items("event")).isEmpty();
        JsonNode transaction = items("transaction").getFirst();
        assertThat(items("transaction")).hasSize(1);
        assertThat(transaction.path("transaction").asText())
                .isEqualTo("jims.run_pipeline_with_context");
        assertThat(transaction.at("/contexts/trace/status").asText()).isEqualTo("ok");
        assertThat(transaction.at("/contexts/trace/data/jims.pipeline").asText())
                .isEqualTo("ToldApp");
        assertThat(transaction.path("spans").findValuesAsText("description"))
                .containsExactly("jims.store");
    }

    /// Asks and stops the server, which sends what is left: the thread.
    private String run(String text, String... flags) throws IOException {
        List<String> all = new ArrayList<>(List.of(flags));
        all.add("--app=" + ToldApp.NAME);
        Map<String, String> variables =
                Map.of("SENTRY_DSN", outside.sentryDsn(), "SENTRY_ENVIRONMENT", "staging");
        try (LiveServer server =
                        LiveServer.start(directory, variables, all.toArray(String[]::new));
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            client.message(text);
            String thread = client.readUntil("ack").path("thread_id").asText();
            client.readUntil("done");
            return thread;
        }
    }

    /// An envelope is a line of headers, then for each item a line of headers and a line of
    /// content.
    private List<JsonNode> items(String type) throws IOException {
        List<JsonNode> items = new ArrayList<>();
        for (String envelope : outside.envelopes()) {
            List<String> lines = envelope.lines().toList();
            for (int i = 1; i + 1 < lines.size(); i += 2) {
                if (JSON.readTree(lines.get(i)).path("type").asText().equals(type)) {
                    items.add(JSON.readTree(lines.get(i + 1)));
                }
            }
        }
        return items;
    }
}
