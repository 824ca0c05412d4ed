package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.Uuid7;
import io.jims.testing.Await;
import io.jims.testing.HeldStream;
import io.jims.testing.JimsClient;
import io.jims.testing.RawSocket;
import io.jims.testing.TestLimits;
import io.jims.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JimsDisconnectTest {
    private static final int PIECES = 100;

    @Test
    void halfAFrameOfEveryKind_leavesNothingBehind() throws Exception {
        try (TestServer server = TestServer.echo()) {
            for (String frame :
                    List.of(
                            "{\"type\":\"hello\"}",
                            "{\"type\":\"message\",\"id\":\""
                                    + Uuid7.next()
                                    + "\",\"text\":\"Hi\"}",
                            "{\"type\":\"stop\"}")) {
                for (boolean reset : new boolean[] {true, false}) {
                    JimsClient client = JimsClient.greeted(server.port(), "");
                    client.message("whole");
                    client.readUntil("done");
                    byte[] whole =
                            RawSocket.maskedFrame(
                                    true, RawSocket.TEXT, frame.getBytes(StandardCharsets.UTF_8));
                    client.socket().write(Arrays.copyOf(whole, whole.length / 2));
                    cut(client, reset);
                }
            }
            awaitNothingLeft(server);
            assertThat(server.contents()).hasSize(2 * 6).doesNotContain("Hi");
        }
    }

    @Test
    void halfAFirstHello_leavesNothingBehind() throws Exception {
        try (TestServer server = TestServer.echo()) {
            RawSocket socket = RawSocket.openJims(server.port());
            socket.write(new byte[] {(byte) 0x81, (byte) 0x90, 1, 2});
            socket.reset();

            awaitNothingLeft(server);
        }
    }

    @Test
    void resetWhileDeltasFlow_theRunEnds_andItsAnswerIsStored() throws Exception {
        HeldStream pipeline = new HeldStream();
        try (TestServer server =
                TestServer.of(context -> {
                    pipeline.run(context);
                    for (int i = 0; i < 1_000; i++) {
                        context.stream(".");
                    }
                })) {
            JimsClient client = JimsClient.greeted(server.port(), "");
            client.message("Hi");
            client.readUntil("delta");
            pipeline.release(1);
            client.readUntil("delta");
            client.socket().reset();

            awaitNothingLeft(server);
            assertThat(server.contents()).containsExactly("Hi", "Hello" + ".".repeat(1_000));
        }
    }

    @Test
    void clientThatDoesNotRead_isCut_theOtherTabGetsEverything() throws Exception {
        String piece = "x".repeat(64 * 1024);
        Semaphore permits = new Semaphore(1);
        try (TestServer server =
                        TestServer.of(
                                context -> {
                                    for (int i = 0; i < PIECES; i++) {
                                        permits.acquire();
                                        context.stream(piece);
                                    }
                                },
                                TestLimits.writeTimeout(Duration.ofSeconds(2)));
                JimsClient reading = JimsClient.greeted(server.port(), "");
                RawSocket stuck = RawSocket.tcp(server.port(), 4_096)) {
            reading.message("Hi");
            String thread = reading.readUntil("ack").path("thread_id").asText();
            stuck.handshakeJims("?thread_id=" + thread);
            stuck.text("{\"type\":\"hello\"}");
            stuck.readText();
            for (int i = 0; i < PIECES; i++) {
                assertThat(reading.readUntil("delta").path("text").asText()).isEqualTo(piece);
                permits.release();
            }

            assertThat(reading.readAnswer()).hasSize(PIECES * piece.length());
            reading.readUntil("done");
            Await.until("the stuck one is cut", () -> server.server().openSockets() == 1);
            assertThat(server.server().openConversations()).isEqualTo(1);
        }
    }

    private static void cut(JimsClient client, boolean reset) throws Exception {
        if (reset) {
            client.socket().reset();
        } else {
            client.close();
        }
    }

    private static void awaitNothingLeft(TestServer server) throws Exception {
        server.awaitNoSockets();
        Await.until("no conversation", () -> server.server().openConversations() == 0);
    }
}
