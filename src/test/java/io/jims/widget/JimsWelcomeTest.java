package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.core.ThreadEvent;
import io.jims.testing.HeldStream;
import io.jims.testing.JimsClient;
import io.jims.testing.TestServer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JimsWelcomeTest {
    @Test
    void returning_getsTheMessagesAfterTheLastSeenOne() throws Exception {
        try (TestServer server = TestServer.echo()) {
            String thread = thread(server, 3);
            String seen = id(server, "Echo: 1");

            assertThat(texts(welcome(server, thread, ",\"after\":\"" + seen + "\"")))
                    .containsExactly("2", "Echo: 2");
            assertThat(texts(welcome(server, thread, ""))).hasSize(6);
        }
    }

    @Test
    void returningToALongThread_getsTheLast50Messages() throws Exception {
        try (TestServer server = TestServer.echo()) {
            String thread = thread(server, 30);
            List<String> last50 =
                    IntStream.range(5, 30)
                            .boxed()
                            .flatMap(i -> List.of(i + "", "Echo: " + i).stream())
                            .toList();

            assertThat(texts(welcome(server, thread, ""))).isEqualTo(last50);
            assertThat(texts(welcome(server, thread, ",\"after\":\"" + thread + "\"")))
                    .isEqualTo(last50);
            assertThat(texts(welcome(server, thread, ",\"after\":\"" + id(server, "0") + "\"")))
                    .hasSize(59);
        }
    }

    @Test
    void whileARunIsUnderWay_itsTextSoFarIsActive_andTheRestFollows() throws Exception {
        HeldStream pipeline = new HeldStream();
        try (TestServer server = TestServer.of(pipeline);
                JimsClient first = JimsClient.greeted(server.port(), "")) {
            String id = first.message("Hi");
            String thread = first.readUntil("ack").path("thread_id").asText();
            String streamed = first.readUntil("delta").path("id").asText();
            try (JimsClient second = JimsClient.connect(server.port())) {
                second.hello("\"thread_id\":\"" + thread + "\"");
                JsonNode welcome = second.read();
                assertThat(texts(welcome)).containsExactly("Hi");
                assertThat(welcome.path("active").path("id").asText()).isEqualTo(id);
                assertThat(welcome.path("active").path("message_id").asText()).isEqualTo(streamed);
                assertThat(welcome.path("active").path("text").asText()).isEqualTo("Hel");

                pipeline.release(1);
                assertThat(second.read().path("text").asText()).isEqualTo("lo");
                assertThat(second.read().path("text").asText()).isEqualTo("Hello");
                assertThat(second.read().path("id").asText()).isEqualTo(id);
            }
            assertThat(welcome(server, thread, "").has("active")).isFalse();
        }
    }

    private static JsonNode welcome(TestServer server, String thread, String members)
            throws Exception {
        try (JimsClient client = JimsClient.connect(server.port())) {
            client.hello("\"thread_id\":\"" + thread + "\"" + members);
            return client.read();
        }
    }

    private static List<String> texts(JsonNode welcome) {
        return welcome.path("events").findValuesAsText("text");
    }

    private static String id(TestServer server, String content) {
        return server.store().threads().stream()
                .flatMap(thread -> server.store().events(thread.id()).stream())
                .filter(event -> content.equals(event.text("content")))
                .map(ThreadEvent::id)
                .findFirst()
                .orElseThrow()
                .toString();
    }

    private static String thread(TestServer server, int messages) throws Exception {
        try (JimsClient client = JimsClient.greeted(server.port(), "")) {
            String thread = "";
            for (int i = 0; i < messages; i++) {
                client.message(String.valueOf(i));
                thread = client.readUntil("ack").path("thread_id").asText();
                client.readUntil("done");
            }
            return thread;
        }
    }
}
