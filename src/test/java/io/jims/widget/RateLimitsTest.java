package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.admission.Quotas;
import io.jims.testing.JimsClient;
import io.jims.testing.RawSocket;
import io.jims.testing.TestClock;
import io.jims.testing.TestQuotas;
import io.jims.testing.TestServer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private static final String ANN = "\"contact_id\":\"ann\"";

    private final TestClock clock = new TestClock("2026-05-01T10:00:00Z");

    @Test
    void contact_beyondItsRate_isTold_andMayGoOnAfterThatTime() throws Exception {
        try (TestServer server = server(TestQuotas.perContact(2));
                JimsClient client = JimsClient.greeted(server.port(), ANN)) {
            say(client, "1");
            say(client, "2");

            String third = client.message("3");
            JsonNode error = client.readUntil("error");
            assertThat(error.path("code").asText()).isEqualTo("rate_limited");
            assertThat(error.path("id").asText()).isEqualTo(third);
            assertThat(error.path("retry").asBoolean()).isTrue();
            assertThat(error.path("retry_after").asInt()).isEqualTo(30);
            assertThat(error.path("text").asText())
                    .isEqualTo("You are sending messages too fast. Please wait 30 seconds.");

            clock.advance(Duration.ofSeconds(30));
            client.message(third, "3");
            assertThat(client.readAnswer()).isEqualTo("Echo: 3");
            assertThat(server.contents())
                    .containsExactly("1", "Echo: 1", "2", "Echo: 2", "3", "Echo: 3");
        }
    }

    @Test
    void contact_inAnotherThread_isTheSame() throws Exception {
        try (TestServer server = server(TestQuotas.perContact(1));
                JimsClient one = JimsClient.greeted(server.port(), ANN);
                JimsClient other = JimsClient.greeted(server.port(), ANN)) {
            say(one, "1");

            assertRefused(other, "2");
        }
    }

    @Test
    void contact_claimedFromAnotherAddress_takesNothingFromTheRealOne() throws Exception {
        try (TestServer server = server(TestQuotas.perContact(1));
                JimsClient claims = JimsClient.greetedFrom("127.0.0.2", server.port(), ANN);
                JimsClient real = JimsClient.greeted(server.port(), ANN)) {
            say(claims, "1");
            assertRefused(claims, "2");

            say(real, "3");
        }
    }

    @Test
    void contact_inTheBasicProtocol_isToldInPlainWords() throws Exception {
        try (TestServer server = server(TestQuotas.perContact(1));
                RawSocket socket = RawSocket.open(server.port(), "?contact_id=ann")) {
            socket.text("1");
            assertThat(socket.readText()).isEqualTo("{\"text\":\"Echo: 1\"}");
            socket.text("2");
            assertThat(socket.readText())
                    .isEqualTo(
                            "{\"error\":\"You are sending messages too fast. Please wait 60"
                                    + " seconds.\"}");
            assertThat(server.contents()).containsExactly("1", "Echo: 1");

            clock.advance(Duration.ofMinutes(1));
            socket.text("2");
            assertThat(socket.readText()).isEqualTo("{\"text\":\"Echo: 2\"}");
        }
    }

    @Test
    void blankMessages_costNothing_inEitherProtocol() throws Exception {
        try (TestServer server = server(TestQuotas.perContact(1));
                RawSocket basic = RawSocket.open(server.port(), "?contact_id=ben");
                JimsClient client = JimsClient.greeted(server.port(), ANN)) {
            for (String blank : new String[] {" ", "\u00A0", "\u0085", "\u2007\u202F"}) {
                basic.text(blank);
                assertThat(basic.readText()).isEqualTo("{\"error\":\"Empty message\"}");
                client.message(blank);
                assertThat(client.readUntil("error").path("code").asText()).isEqualTo("empty");
            }
            basic.text("Hello");

            assertThat(basic.readText()).isEqualTo("{\"text\":\"Echo: Hello\"}");
            say(client, "1");
        }
    }

    @Test
    void thread_beyondItsRate_isRefused_whoeverWrites() throws Exception {
        try (TestServer server = server(TestQuotas.perThread(1));
                JimsClient owner = JimsClient.greeted(server.port(), ANN)) {
            owner.message("1");
            String thread = owner.readUntil("ack").path("thread_id").asText();
            try (JimsClient other =
                            JimsClient.greetedFrom(
                                    "127.0.0.2",
                                    server.port(),
                                    "\"contact_id\":\"ben\",\"thread_id\":\"" + thread + "\"");
                    JimsClient elsewhere = JimsClient.greeted(server.port(), ANN)) {
                assertRefused(other, "2");
                say(elsewhere, "3");
            }
        }
    }

    @Test
    void address_beyondItsRate_isRefused_othersAreNot() throws Exception {
        try (TestServer server = server(TestQuotas.perAddress(2));
                JimsClient ann = JimsClient.greeted(server.port(), ANN);
                RawSocket ben = RawSocket.open(server.port(), "?contact_id=ben");
                RawSocket eve = RawSocket.openFrom("127.0.0.2", server.port(), "")) {
            say(ann, "1");
            ben.text("2");
            assertThat(ben.readText()).isEqualTo("{\"text\":\"Echo: 2\"}");

            ben.text("3");
            assertThat(ben.readText()).startsWith("{\"error\":\"Too many messages are coming");
            assertRefused(ann, "4");
            eve.text("5");
            assertThat(eve.readText()).isEqualTo("{\"text\":\"Echo: 5\"}");
        }
    }

    @Test
    void address_thatBeginsTooManyThreads_mayOnlyGoOnWithThem() throws Exception {
        try (TestServer server = server(TestQuotas.threadsPerAddress(1));
                JimsClient first = JimsClient.greeted(server.port(), "");
                JimsClient second = JimsClient.greeted(server.port(), "")) {
            say(first, "1");

            assertRefused(second, "2");
            say(first, "3");
            assertThat(server.store().threads()).hasSize(1);

            clock.advance(Duration.ofMinutes(1));
            say(second, "4");
            assertThat(server.store().threads()).hasSize(2);
        }
    }

    @Test
    void firstMessage_thatWasRefused_doesNotNameTheThread() throws Exception {
        try (TestServer server = server(TestQuotas.threadsPerAddress(1));
                JimsClient first = JimsClient.greeted(server.port(), "");
                JimsClient second = JimsClient.greeted(server.port(), "")) {
            say(first, "1");
            String refused = assertRefused(second, "2");
            clock.advance(Duration.ofMinutes(1));

            String stored = say(second, "3");

            assertThat(server.store().threads().stream().map(thread -> thread.externalId()))
                    .contains("widget:" + stored)
                    .doesNotContain("widget:" + refused);
        }
    }

    @Test
    void message_thatIsSentAgain_costsNothing() throws Exception {
        try (TestServer server = server(TestQuotas.perContact(1));
                JimsClient client = JimsClient.greeted(server.port(), ANN)) {
            String id = say(client, "1");

            client.message(id, "1");

            assertThat(client.readUntil("ack").path("id").asText()).isEqualTo(id);
        }
    }

    private TestServer server(Quotas quotas) {
        return TestServer.withQuotas(quotas, 256, TestServer::echo, clock);
    }

    private static String say(JimsClient client, String text) throws IOException {
        String id = client.message(text);
        assertThat(client.readAnswer()).isEqualTo("Echo: " + text);
        client.readUntil("done");
        return id;
    }

    private static String assertRefused(JimsClient client, String text) throws IOException {
        String id = client.message(text);
        JsonNode error = client.readUntil("error");
        assertThat(error.path("code").asText()).isEqualTo("rate_limited");
        assertThat(error.path("id").asText()).isEqualTo(id);
        return id;
    }
}
