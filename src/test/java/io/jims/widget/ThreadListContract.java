package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.store.ThreadStore;
import io.jims.testing.JimsClient;
import io.jims.testing.TestServer;
import io.jims.testing.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The list of a visitor's conversations, on every database.
@Timeout(60)
abstract class ThreadListContract {
    private ThreadStore store;
    private WidgetServer server;

    /// Opens the test's own database, empty at first.
    abstract ThreadStore open();

    @BeforeEach
    void start() {
        store = open();
        server = TestServer.start(TestServer::echo, store, TestTokens.bySecret());
    }

    @AfterEach
    void stop() {
        server.stop();
        store.close();
    }

    @Test
    void conversations_areThoseOfTheToken_theOneThatWasUsedLastFirst() throws Exception {
        String first = begin("ann", "First?");
        String second = begin("ann", "Second?");
        begin("bob", "Mine");
        assertThat(titles(list("ann"))).containsExactly("Second?", "First?");
        try (JimsClient back = client("ann", ",\"thread_id\":\"" + first + "\"")) {
            back.message("Once more");
            back.readUntil("done");
        }

        JsonNode items = list("ann").path("items");

        assertThat(titles(items)).containsExactly("First?", "Second?");
        assertThat(items.path(0).path("thread_id").asText()).isEqualTo(first);
        assertThat(items.path(1).path("thread_id").asText()).isEqualTo(second);
        assertThat(Instant.parse(items.path(0).path("at").asText()))
                .isAfter(Instant.parse(items.path(1).path("at").asText()));
        assertThat(titles(list("carl"))).isEmpty();
    }

    @Test
    void titles_areOneShortLine_ofTheFirstQuestion() throws Exception {
        begin("ann", "/start", "Where is\r\n\tmy \u0007\u009B\u202Ehat\u2028now?");
        begin("ann", "😀".repeat(81), "Not this");
        begin("ann", "btn:yes");
        begin("ann", "/help");

        assertThat(titles(list("ann")))
                .containsExactly("/help", "btn:yes", "😀".repeat(79) + "…", "Where is my hat now?");
    }

    @Test
    void titleOfAClick_isWhatTheButtonSaid() throws Exception {
        try (JimsClient client = client("ann", "")) {
            client.send(
                    "{\"type\":\"message\",\"id\":\"11111111-1111-4111-8111-111111111111\","
                            + "\"text\":\"btn:yes\",\"label\":\"Yes, please\"}");
            client.readUntil("done");
        }

        assertThat(titles(list("ann"))).containsExactly("Yes, please");
    }

    @Test
    void visitorWithoutAToken_isNotToldOfTheFeature_andIsRefused() throws Exception {
        WidgetServer open =
                TestServer.start(TestServer::echo, Limits.DEFAULT, Duration.ofMinutes(1), store);
        try (JimsClient client = JimsClient.connect(open.port());
                JimsClient signed = JimsClient.connect(server.port())) {
            client.hello("\"contact_id\":\"ann\"");
            assertThat(client.readUntil("welcome").path("features").toString())
                    .doesNotContain("threads");
            client.send("{\"type\":\"threads\"}");
            assertThat(client.read().path("code").asText()).isEqualTo("bad_frame");

            signed.send("{\"type\":\"threads\"}");
            assertThat(signed.read().path("code").asText()).isEqualTo("unauthorized");
            signed.hello("\"token\":\"" + TestTokens.of("ann") + "\"");
            assertThat(signed.readUntil("welcome").path("features").toString()).contains("threads");
        } finally {
            open.stop();
        }
    }

    /// Begins a conversation with these messages.
    ///
    /// @return its id
    String begin(String contact, String... messages) throws Exception {
        String thread = "";
        try (JimsClient client = client(contact, "")) {
            for (String message : messages) {
                client.message(message);
                thread = client.readUntil("ack").path("thread_id").asText();
                client.readUntil("done");
            }
        }
        return thread;
    }

    private JsonNode list(String contact) throws Exception {
        return list(contact, server.port());
    }

    static JsonNode list(String contact, int port) throws Exception {
        try (JimsClient client = client(contact, port, "")) {
            client.send("{\"type\":\"threads\"}");
            return client.readUntil("threads");
        }
    }

    static List<String> titles(JsonNode threads) {
        JsonNode items = threads.isArray() ? threads : threads.path("items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.path("title").asText())
                .toList();
    }

    private JimsClient client(String contact, String members) throws Exception {
        return client(contact, server.port(), members);
    }

    private static JimsClient client(String contact, int port, String members) throws Exception {
        return JimsClient.greeted(port, "\"token\":\"" + TestTokens.of(contact) + "\"" + members);
    }
}
