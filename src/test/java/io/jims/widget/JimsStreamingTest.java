package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.core.Button;
import io.jims.core.EventTypes;
import io.jims.core.Pipeline;
import io.jims.testing.JimsClient;
import io.jims.testing.RawSocket;
import io.jims.testing.TestServer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JimsStreamingTest {
    private static final Pipeline STREAMING =
            context -> {
                context.reportStatus("thinking");
                context.stream("Hel");
                context.stream("lo");
                context.sendMessage("Bye");
            };

    @Test
    void pieces_areDeltas_thenOneStoredMessageOfTheSameId() throws Exception {
        try (TestServer server = TestServer.of(STREAMING);
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            String id = client.message("Hi");
            List<JsonNode> frames = client.readAllUntil("done");

            assertThat(frames)
                    .extracting(frame -> frame.path("type").asText())
                    .containsExactly(
                            "ack", "message", "status", "delta", "delta", "delta", "message",
                            "message", "done");
            assertThat(frames.get(1).path("id").asText()).isEqualTo(id);
            assertThat(ids(frames, 3, 4, 6)).hasSize(1);
            assertThat(ids(frames, 5, 7)).hasSize(1);
            assertThat(frames.get(5).path("text").asText()).isEqualTo("Bye");
            assertThat(frames.get(6).path("text").asText()).isEqualTo("Hello");
            assertThat(frames.getLast().has("stopped")).isFalse();
            assertThat(server.contents()).containsExactly("Hi", "Hello", "Bye");
        }
    }

    @Test
    void samePipeline_inTheBasicProtocol_givesOneFlatReply() throws Exception {
        try (TestServer server = TestServer.of(STREAMING);
                RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.text("Hi");

            assertThat(socket.readText()).isEqualTo("{\"text\":\"Hello\\n\\nBye\"}");
        }
    }

    @Test
    void buttons_areRowsOfTheMessage_aClickShowsItsLabel() throws Exception {
        Pipeline asking =
                context ->
                        context.sendMessage(
                                context.lastUserMessage().orElseThrow(),
                                List.of(List.of(new Button("Yes", "yes"), new Button("No", "no"))));
        try (TestServer server = TestServer.of(asking);
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            client.message("Hi");
            client.readUntil("message");
            JsonNode question = client.readUntil("message");
            assertThat(question.path("buttons").toString())
                    .isEqualTo(
                            "[[{\"text\":\"Yes\",\"id\":\"yes\"},{\"text\":\"No\",\"id\":\"no\"}]]");
            client.readUntil("done");

            client.send(
                    "{\"type\":\"message\",\"id\":\"11111111-1111-4111-8111-111111111111\","
                            + "\"text\":\"btn:yes\",\"label\":\"Yes\"}");
            assertThat(client.readUntil("message").path("text").asText()).isEqualTo("Yes");
            assertThat(client.readAnswer()).isEqualTo("btn:yes");
            assertThat(
                            server.store()
                                    .events(server.store().threads().getFirst().id())
                                    .get(3)
                                    .type())
                    .isEqualTo(EventTypes.USER_BUTTON_CLICK);
        }
    }

    @Test
    void assistantsEventWithoutARole_isItsMessage() throws Exception {
        Pipeline terse =
                context -> context.send(EventTypes.ASSISTANT_MESSAGE, Map.of("content", "Hello"));
        try (TestServer server = TestServer.of(terse);
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            client.message("Hi");

            assertThat(client.readAnswer()).isEqualTo("Hello");
        }
    }

    @Test
    void runThatSendsNothing_isDone() throws Exception {
        try (TestServer server = TestServer.of(context -> context.setState("s", Map.of("a", 1)));
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            client.message("Hi");

            assertThat(client.readTypes(3)).containsExactly("ack", "message", "done");
        }
    }

    private static List<String> ids(List<JsonNode> frames, int... indexes) {
        return Arrays.stream(indexes)
                .mapToObj(i -> frames.get(i).path("id").asText())
                .distinct()
                .toList();
    }
}
