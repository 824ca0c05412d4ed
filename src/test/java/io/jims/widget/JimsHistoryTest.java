package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.core.Uuid7;
import io.jims.testing.JimsClient;
import io.jims.testing.TestServer;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JimsHistoryTest {
    @Test
    void longThread_isReadBackwards_pageByPage_toItsBeginning() throws Exception {
        try (TestServer server = TestServer.echo()) {
            String thread = chatted(server, 60);
            try (JimsClient back = JimsClient.connect(server.port())) {
                back.hello(thread);
                JsonNode welcome = back.readUntil("welcome");
                assertThat(texts(welcome)).hasSize(50).startsWith("m35").endsWith("Echo: m59");
                assertThat(welcome.path("more").asBoolean()).isTrue();
                assertThat(welcome.path("features").toString()).contains("history", "retry");

                JsonNode first = back.history(welcome.path("events").path(0).path("id").asText());
                assertThat(texts(first)).hasSize(50).startsWith("m10").endsWith("Echo: m34");
                assertThat(first.path("more").asBoolean()).isTrue();

                JsonNode last = back.history(first.path("events").path(0).path("id").asText());
                assertThat(texts(last)).hasSize(20).startsWith("m0").endsWith("Echo: m9");
                assertThat(last.path("more").asBoolean()).isFalse();
            }
        }
    }

    @Test
    void shortThread_hasNoMore() throws Exception {
        try (TestServer server = TestServer.echo()) {
            String thread = chatted(server, 25);
            try (JimsClient back = JimsClient.connect(server.port())) {
                back.hello(thread);
                JsonNode welcome = back.readUntil("welcome");

                assertThat(texts(welcome)).hasSize(50).startsWith("m0");
                assertThat(welcome.has("more")).isFalse();
            }
        }
    }

    @Test
    void beforeWhatIsNotOfThisThread_orWithoutOne_isNothing() throws Exception {
        try (TestServer server = TestServer.echo();
                JimsClient none = JimsClient.greeted(server.port(), "")) {
            String thread = chatted(server, 1);
            String other = chatted(server, 1);
            try (JimsClient back = JimsClient.connect(server.port())) {
                back.hello(other);
                String foreign =
                        back.readUntil("welcome").path("events").path(1).path("id").asText();
                try (JimsClient here = JimsClient.greeted(server.port(), thread)) {
                    assertThat(texts(here.history(foreign))).isEmpty();
                }
                assertThat(texts(none.history(foreign))).isEmpty();
                assertThat(none.history(Uuid7.next().toString()).path("more").asBoolean())
                        .isFalse();
            }
        }
    }

    @Test
    void withoutHello_isRefused() throws Exception {
        try (TestServer server = TestServer.echo();
                JimsClient client = JimsClient.connect(server.port())) {
            client.send("{\"type\":\"history\",\"before\":\"" + Uuid7.next() + "\"}");

            assertThat(client.read().path("code").asText()).isEqualTo("bad_frame");
        }
    }

    /// A thread with so many questions and answers, as a member of `hello`.
    private static String chatted(TestServer server, int messages) throws IOException {
        String id = "";
        try (JimsClient client = JimsClient.greeted(server.port(), "")) {
            for (int i = 0; i < messages; i++) {
                client.message("m" + i);
                String thread = client.readUntil("ack").path("thread_id").asText();
                id = "\"thread_id\":\"" + thread + "\"";
                client.readUntil("done");
            }
        }
        return id;
    }

    private static List<String> texts(JsonNode frame) {
        JsonNode events = frame.path("events");
        return IntStream.range(0, events.size())
                .mapToObj(i -> events.path(i).path("text").asText())
                .toList();
    }
}
