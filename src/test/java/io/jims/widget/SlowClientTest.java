package io.jims.widget;

import static io.jims.testing.RawSocket.PING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.Pipeline;
import io.jims.testing.Await;
import io.jims.testing.RawSocket;
import io.jims.testing.TestLimits;
import io.jims.testing.TestServer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SlowClientTest {
    private static final Limits SHORT_WRITES = TestLimits.writeTimeout(Duration.ofMillis(500));

    /// More than kernels take for a client that does not read.
    private static final String LARGE = "x".repeat(16 * 1024 * 1024);

    private static final Pipeline PIPELINE =
            context -> {
                if (context.lastUserMessage().orElseThrow().equals("large")) {
                    context.sendMessage(LARGE);
                } else {
                    TestServer.echo(context);
                }
            };

    @Test
    void clientThatDoesNotRead_isCutOff_othersAreServed() throws Exception {
        try (TestServer server = TestServer.of(PIPELINE, SHORT_WRITES);
                RawSocket stuck = RawSocket.tcp(server.port(), 4_096);
                RawSocket other = RawSocket.open(server.port(), "")) {
            stuck.handshake("");
            stuck.text("large");
            Await.until(
                    "the other one is served until the stuck one is cut off",
                    () -> {
                        other.text("Hello");
                        assertThat(other.readText()).isEqualTo("{\"text\":\"Echo: Hello\"}");
                        return server.server().openSockets() == 1
                                && server.server().openConversations() == 1;
                    });
        }
    }

    @Test
    void clientThatDoesNotRead_mayHaveMoreMessagesWaiting() throws Exception {
        try (TestServer server = TestServer.of(PIPELINE, SHORT_WRITES);
                RawSocket stuck = RawSocket.tcp(server.port(), 4_096)) {
            stuck.handshake("");
            for (int i = 0; i < 5; i++) {
                stuck.text("large");
            }

            server.awaitNoSockets();
            Await.until("no conversation", () -> server.server().openConversations() == 0);
        }
    }

    @Test
    void pingFloodOfAClientThatDoesNotRead_isCutOff() throws Exception {
        try (TestServer server = TestServer.of(PIPELINE, SHORT_WRITES);
                RawSocket flooding = RawSocket.tcp(server.port(), 4_096)) {
            flooding.handshake("");

            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    flooding.frame(true, PING, new byte[125]);
                                }
                            })
                    .isInstanceOf(IOException.class);
            server.awaitNoSockets();
        }
    }

    @Test
    void clientThatReadsSlowly_getsEverything() throws Exception {
        try (TestServer server = TestServer.of(PIPELINE);
                RawSocket slow = RawSocket.tcp(server.port(), 4_096)) {
            slow.handshake("");
            slow.text("large");
            slow.text("Hello");

            assertThat(slow.readText()).hasSize(LARGE.length() + "{\"text\":\"\"}".length());
            assertThat(slow.readText()).isEqualTo("{\"text\":\"Echo: Hello\"}");
        }
    }
}
