package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.testing.Await;
import io.jims.testing.JimsClient;
import io.jims.testing.RawSocket;
import io.jims.testing.TestLimits;
import io.jims.testing.TestServer;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class JimsHelloTest {
    private static final int POLICY_VIOLATION = 1008;

    @Test
    void firstHello_isWelcomed_withAContactAndNoThread() throws Exception {
        try (TestServer server = TestServer.echo();
                JimsClient client = JimsClient.connect(server.port())) {
            client.hello("");

            JsonNode welcome = client.read();
            assertThat(welcome.path("type").asText()).isEqualTo("welcome");
            assertThat(welcome.has("thread_id")).isFalse();
            assertThat(welcome.has("active")).isFalse();
            assertThat(welcome.path("contact_id").asText()).startsWith("widget:");
            assertThat(welcome.path("texts")).isEmpty();
            assertThat(welcome.path("events")).isEmpty();
            assertThat(welcome.path("limits").path("message_characters").asInt()).isEqualTo(8_000);
            assertThat(server.store().threads()).isEmpty();
        }
    }

    @Test
    void welcome_tellsTheBoundThatTheClientCanKeep() throws Exception {
        try (TestServer server = TestServer.echo(TestLimits.messageCharacters(123));
                JimsClient client = JimsClient.connect(server.port())) {
            client.hello("");

            assertThat(client.read().path("limits").toString())
                    .isEqualTo("{\"message_characters\":123}");
        }
    }

    @Test
    void membersThatAreNotKnown_nullOrMalformed_areNoError() throws Exception {
        try (TestServer server = TestServer.echo();
                JimsClient client = JimsClient.connect(server.port())) {
            client.hello(
                    "\"thread_id\":\"nonsense\",\"after\":\"x\",\"token\":null,\"new\":{\"a\":1}");
            assertThat(client.read().path("type").asText()).isEqualTo("welcome");

            client.hello("\"thread_id\":\"" + UUID.randomUUID() + "\"");
            assertThat(client.read().has("thread_id")).isFalse();
        }
    }

    @Test
    void hello_winsOverTheQuery_whichCountsWhereItIsSilent() throws Exception {
        try (TestServer server = TestServer.echo()) {
            String one = thread(server, "one");
            String two = thread(server, "two");
            try (JimsClient client =
                    JimsClient.connect(server.port(), "?contact_id=query&thread_id=" + one)) {
                client.hello("");
                JsonNode welcome = client.read();
                assertThat(welcome.path("thread_id").asText()).isEqualTo(one);
                assertThat(welcome.path("contact_id").asText()).isEqualTo("query");

                client.hello("\"contact_id\":\"hello\",\"thread_id\":\"" + two + "\"");
                welcome = client.read();
                assertThat(welcome.path("thread_id").asText()).isEqualTo(two);
                assertThat(welcome.path("contact_id").asText()).isEqualTo("hello");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\\nb",
                "4\\u00002",
                "4\\ud83d2",
                "\\udc4b42",
                "\u202e24",
                "\\u206624\\u2069",
                "4\u200b2",
                "4\\u200d2",
                "\ufeff42",
                " 42",
                "42\u00a0"
            })
    void badContact_isABadFrame_andChangesNothing(String contact) throws Exception {
        try (TestServer server = TestServer.echo()) {
            String thread = thread(server, "one");
            try (JimsClient client =
                    JimsClient.greeted(server.port(), "\"thread_id\":\"" + thread + "\"")) {
                client.socket().text("{\"type\":\"hello\",\"contact_id\":\"" + contact + "\"}");
                assertThat(client.read().path("code").asText()).isEqualTo("bad_frame");

                client.message("again");
                assertThat(client.readUntil("ack").path("thread_id").asText()).isEqualTo(thread);
            }
        }
    }

    @Test
    void secondHello_switchesToTheOtherThread() throws Exception {
        try (TestServer server = TestServer.echo()) {
            String one = thread(server, "one");
            String two = thread(server, "two");
            try (JimsClient client =
                            JimsClient.greeted(server.port(), "\"thread_id\":\"" + one + "\"");
                    JimsClient other =
                            JimsClient.greeted(server.port(), "\"thread_id\":\"" + one + "\"")) {
                client.hello("\"thread_id\":\"" + two + "\"");
                assertThat(client.read().path("thread_id").asText()).isEqualTo(two);
                other.message("only for one");
                other.readUntil("done");

                client.message("for two");
                assertThat(client.read().path("thread_id").asText()).isEqualTo(two);
                assertThat(client.read().path("text").asText()).isEqualTo("for two");
            }
        }
    }

    @Test
    void framesBeforeTheHello_areBadFrames_theHelloStillCounts() throws Exception {
        try (TestServer server = TestServer.echo();
                JimsClient client = JimsClient.connect(server.port())) {
            String id = client.message("early");
            JsonNode error = client.read();
            assertThat(error.path("code").asText()).isEqualTo("bad_frame");
            assertThat(error.path("id").asText()).isEqualTo(id);
            client.stop();
            assertThat(client.read().path("code").asText()).isEqualTo("bad_frame");

            client.hello("");
            assertThat(client.read().path("type").asText()).isEqualTo("welcome");
            assertThat(server.store().threads()).isEmpty();
        }
    }

    @Test
    void noHello_isClosed() throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket silent = RawSocket.openJims(server.port())) {
            assertThat(silent.readClose()).isEqualTo(POLICY_VIOLATION);
            silent.sendClose(POLICY_VIOLATION);
            server.awaitNoSockets();
        }
    }

    @Test
    void helloWhileTheStoreFails_isAnsweredWithTheNextMessage_onItsThread() throws Exception {
        try (TestServer server = TestServer.echo()) {
            String thread = thread(server, "one");
            // One that is still open is not read from the store.
            Await.until("it is left", () -> server.server().openConversations() == 0);
            try (JimsClient client = JimsClient.connect(server.port())) {
                server.store().failing(true);
                client.hello("\"thread_id\":\"" + thread + "\"");
                JsonNode error = client.read();
                assertThat(error.path("code").asText()).isEqualTo("overloaded");
                assertThat(error.path("retry").asBoolean()).isTrue();
                client.message("two");
                assertThat(client.read().path("retry").asBoolean()).isTrue();
                server.store().failing(false);

                client.message("three");
                assertThat(client.read().path("thread_id").asText()).isEqualTo(thread);
                assertThat(client.read().path("thread_id").asText()).isEqualTo(thread);
                client.readUntil("done");
                assertThat(server.contents())
                        .containsExactly("one", "Echo: one", "three", "Echo: three");
            }
        }
    }

    private static String thread(TestServer server, String text) throws Exception {
        try (JimsClient client = JimsClient.greeted(server.port(), "")) {
            client.message(text);
            String thread = client.readUntil("ack").path("thread_id").asText();
            client.readUntil("done");
            return thread;
        }
    }
}
