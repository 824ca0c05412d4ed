package io.jims.operator.webhook;

import static io.jims.operator.webhook.BridgeFixture.said;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.EventTypes;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.operator.TestOperator;
import io.jims.operator.webhook.BridgeFixture.Call;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The examples of the page on webhooks, between a stand-in for Slack or Chatwoot and the
/// operator's API: one that keeps what it was asked, and the real one.
class BridgesTest {
    private static final WebhookSecret OTHER = new WebhookSecret("whsec_" + "b3RoZXIu".repeat(4));
    private static final ThreadEvent FROM_A_PERSON =
            ThreadEvent.create(
                    EventTypes.ASSISTANT_MESSAGE,
                    Map.of("role", "assistant", "content", "It is me", "author", "Anna"));

    @TempDir private Path directory;
    private final ThreadId thread = ThreadId.create();

    @Test
    void slack_showsAConversationAsAThread_andAnswersIt() throws Exception {
        Map<String, String> variables =
                Map.of(
                        "SLACK_API", "$SERVICES/slack",
                        "SLACK_TOKEN", "xoxb-1",
                        "SLACK_SIGNING_SECRET", "slack-secret",
                        "SLACK_CHANNEL", "C1");
        try (BridgeFixture bridge =
                new BridgeFixture(
                        "slack_bridge.py",
                        directory,
                        variables,
                        call -> "{\"ok\":true,\"ts\":\"1700.1\"}")) {
            ThreadEvent first = said("Where is my parcel?");

            assertThat(bridge.deliver(thread, first, OTHER))
                    .isInstanceOf(DeliveryResult.Unreachable.class);
            assertThat(bridge.calls).isEmpty();
            assertThat(bridge.deliver(thread, first, WebhookContract.SECRET))
                    .isEqualTo(new DeliveryResult.Delivered());
            bridge.deliver(thread, first, WebhookContract.SECRET);
            bridge.deliver(thread, said("Hello?"), WebhookContract.SECRET);
            bridge.deliver(thread, FROM_A_PERSON, WebhookContract.SECRET);

            assertThat(bridge.calls)
                    .hasSize(2)
                    .allMatch(call ->
                            call.request().equals("POST /slack/chat.postMessage")
                                    && call.authorization().equals("Bearer xoxb-1"));
            assertThat(bridge.calls.getFirst().body().toString())
                    .isEqualTo("{\"channel\":\"C1\",\"text\":\"user: Where is my parcel?\"}");
            assertThat(bridge.calls.getLast().body().path("thread_ts").asText())
                    .isEqualTo("1700.1");

            bridge.calls.clear();
            String answer =
                    "{\"type\":\"event_callback\",\"event_id\":\"E1\",\"event\":{\"type\":\"message\","
                            + "\"thread_ts\":\"1700.1\",\"text\":\"On its way\"}}";
            assertThat(fromSlack(bridge, answer, "forged")).isEqualTo(401);
            assertThat(bridge.calls).isEmpty();
            assertThat(fromSlack(bridge, answer, "slack-secret")).isEqualTo(204);
            fromSlack(bridge, answer, "slack-secret");
            fromSlack(
                    bridge,
                    answer.replace("\"text\"", "\"bot_id\":\"B\",\"text\"").replace("E1", "E2"),
                    "slack-secret");

            assertAnswered(bridge, "On its way", "Support");
        }
    }

    @Test
    void chatwoot_showsAConversation_andAnswersIt() throws Exception {
        Map<String, String> variables =
                Map.of(
                        "CHATWOOT_URL", "$SERVICES",
                        "CHATWOOT_INBOX", "inbox",
                        "CHATWOOT_KEY", "long-random-key");
        try (BridgeFixture bridge =
                new BridgeFixture(
                        "chatwoot_bridge.py",
                        directory,
                        variables,
                        call -> "{\"source_id\":\"src\",\"id\":7}")) {
            ThreadEvent first = said("Where is my parcel?");

            assertThat(bridge.deliver(thread, first, OTHER))
                    .isInstanceOf(DeliveryResult.Unreachable.class);
            assertThat(bridge.deliver(thread, first, WebhookContract.SECRET))
                    .isEqualTo(new DeliveryResult.Delivered());
            bridge.deliver(thread, first, WebhookContract.SECRET);
            bridge.deliver(thread, said("Hello?"), WebhookContract.SECRET);
            bridge.deliver(thread, FROM_A_PERSON, WebhookContract.SECRET);

            String inbox = "POST /public/api/v1/inboxes/inbox/contacts";
            assertThat(bridge.calls)
                    .extracting(Call::request)
                    .containsExactly(
                            inbox,
                            inbox + "/src/conversations",
                            inbox + "/src/conversations/7/messages",
                            inbox + "/src/conversations/7/messages");
            assertThat(bridge.calls.get(2).body().path("content").asText())
                    .isEqualTo("Where is my parcel?");

            bridge.calls.clear();
            String answer =
                    "{\"event\":\"message_created\",\"id\":1,\"content\":\"On its way\","
                            + "\"message_type\":\"outgoing\",\"private\":false,"
                            + "\"conversation\":{\"id\":7},\"sender\":{\"name\":\"Bob\"}}";
            assertThat(bridge.post("/chatwoot?key=forged", answer).statusCode()).isEqualTo(404);
            String path = "/chatwoot?key=long-random-key";
            assertThat(bridge.post(path, answer).statusCode()).isEqualTo(204);
            bridge.post(path, answer);
            bridge.post(path, answer.replace("outgoing", "incoming").replace(":1,", ":2,"));
            bridge.post(path, answer.replace("false", "true").replace(":1,", ":3,"));

            assertAnswered(bridge, "On its way", "Bob");
        }
    }

    @Test
    void slack_answersAtTheRealListener() throws Exception {
        try (TestOperator operator = TestOperator.start(directory);
                BridgeFixture bridge =
                        new BridgeFixture(
                                "slack_bridge.py",
                                directory,
                                Map.of(
                                        "SLACK_API", "$SERVICES/slack",
                                        "SLACK_TOKEN", "xoxb-1",
                                        "SLACK_SIGNING_SECRET", "slack-secret",
                                        "SLACK_CHANNEL", "C1",
                                        "JIMS_API", "http://127.0.0.1:" + operator.port(),
                                        "JIMS_ADMIN_TOKEN", TestOperator.TOKEN),
                                call -> "{\"ok\":true,\"ts\":\"1700.1\"}")) {
            ThreadId asked = operator.talk("ann", Instant.now(), "Where is my parcel?", "");
            bridge.deliver(asked, said("Where is my parcel?"), WebhookContract.SECRET);

            String answer =
                    "{\"type\":\"event_callback\",\"event_id\":\"E1\",\"event\":{\"type\":\"message\","
                            + "\"thread_ts\":\"1700.1\",\"text\":\"On its way\"}}";
            assertThat(fromSlack(bridge, answer, "slack-secret")).isEqualTo(204);

            assertTakenOver(bridge, operator, asked, "On its way", "Support");
        }
    }

    @Test
    void chatwoot_answersAtTheRealListener() throws Exception {
        try (TestOperator operator = TestOperator.start(directory);
                BridgeFixture bridge =
                        new BridgeFixture(
                                "chatwoot_bridge.py",
                                directory,
                                Map.of(
                                        "CHATWOOT_URL", "$SERVICES",
                                        "CHATWOOT_INBOX", "inbox",
                                        "CHATWOOT_KEY", "long-random-key",
                                        "JIMS_API", "http://127.0.0.1:" + operator.port(),
                                        "JIMS_ADMIN_TOKEN", TestOperator.TOKEN),
                                call -> "{\"source_id\":\"src\",\"id\":7}")) {
            ThreadId asked = operator.talk("ann", Instant.now(), "Where is my parcel?", "");
            bridge.deliver(asked, said("Where is my parcel?"), WebhookContract.SECRET);

            String answer =
                    "{\"event\":\"message_created\",\"id\":1,\"content\":\"On its way\","
                            + "\"message_type\":\"outgoing\",\"private\":false,"
                            + "\"conversation\":{\"id\":7},\"sender\":{\"name\":\"Bob\"}}";
            String path = "/chatwoot?key=long-random-key";
            assertThat(bridge.post(path, answer).statusCode()).isEqualTo(204);

            assertTakenOver(bridge, operator, asked, "On its way", "Bob");
        }
    }

    private static void assertTakenOver(
            BridgeFixture bridge, TestOperator operator, ThreadId asked, String text, String author)
            throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d/api/threads/%s"
                                                .formatted(operator.port(), asked.value())))
                        .header("Authorization", "Bearer " + TestOperator.TOKEN)
                        .build();
        String shown = bridge.http.send(request, BodyHandlers.ofString()).body();
        assertThat(shown)
                .contains(
                        "\"mode\":\"human\"",
                        "\"by\":\"" + author + "\"",
                        "\"content\":\"" + text + "\"",
                        "\"author\":\"" + author + "\"");
    }

    private void assertAnswered(BridgeFixture bridge, String text, String author) {
        String path = "/jims/api/threads/" + thread.value();
        assertThat(bridge.calls)
                .extracting(Call::request)
                .containsExactly("PUT " + path + "/handoff", "POST " + path + "/messages");
        assertThat(bridge.calls)
                .extracting(Call::authorization)
                .containsOnly("Bearer " + BridgeFixture.ADMIN_TOKEN);
        assertThat(bridge.calls.getFirst().body().toString())
                .isEqualTo("{\"mode\":\"human\",\"by\":\"" + author + "\"}");
        assertThat(bridge.calls.getLast().body().toString())
                .isEqualTo("{\"text\":\"" + text + "\",\"author\":\"" + author + "\"}");
    }

    private static int fromSlack(BridgeFixture bridge, String body, String secret)
            throws Exception {
        String timestamp = String.valueOf(Instant.now().getEpochSecond());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        byte[] signed = mac.doFinal(("v0:" + timestamp + ":" + body).getBytes(UTF_8));
        return bridge.post(
                        "/slack",
                        body,
                        "X-Slack-Request-Timestamp",
                        timestamp,
                        "X-Slack-Signature",
                        "v0=" + HexFormat.of().formatHex(signed))
                .statusCode();
    }
}
