package io.jims.widget;

import static io.jims.testing.RawSocket.CLOSE;
import static io.jims.testing.RawSocket.CONTINUATION;
import static io.jims.testing.RawSocket.PING;
import static io.jims.testing.RawSocket.PONG;
import static io.jims.testing.RawSocket.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.Pipeline;
import io.jims.testing.Await;
import io.jims.testing.RawSocket;
import io.jims.testing.TestLimits;
import io.jims.testing.TestServer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class KeepAliveTest {
    private static final Duration INTERVAL = Duration.ofMillis(400);

    @Test
    void silentClient_isPinged_thenCutOff() throws Exception {
        try (TestServer server = echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            assertThat(socket.read().opCode()).isEqualTo(PING);

            assertThat(socket.isAtEnd()).isTrue();
            server.awaitNoSockets();
        }
    }

    @Test
    void clientThatAnswersPings_stays() throws Exception {
        try (TestServer server = echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            for (int i = 0; i < 3; i++) {
                answerPing(socket);
            }
            socket.text("Hello");

            assertThat(socket.readText()).isEqualTo("{\"text\":\"Echo: Hello\"}");
        }
    }

    @Test
    void clientThatWaitsForALongRun_isPinged_too() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Pipeline pipeline =
                context -> {
                    go.await();
                    TestServer.echo(context);
                };
        try (TestServer server = TestServer.of(pipeline, TestLimits.pingInterval(INTERVAL));
                RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.text("Hello");
            answerPing(socket);
            answerPing(socket);
            go.countDown();

            assertThat(socket.readText()).isEqualTo("{\"text\":\"Echo: Hello\"}");
        }
    }

    @Test
    void clientThatIsSilentInsideAFrame_isCutOff() throws Exception {
        try (TestServer server = echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.write(RawSocket.header(0x81, 0x80, 100));
            assertThat(socket.read().opCode()).isEqualTo(PING);

            assertThat(socket.isAtEnd()).isTrue();
            server.awaitNoSockets();
        }
    }

    @Test
    void pingsAlone_keepNoUnfinishedMessageAlive() throws Exception {
        try (TestServer server = echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.frame(false, TEXT, "never to end".getBytes(UTF_8));
            AtomicReference<RawSocket.Received> answer = new AtomicReference<>();
            Await.until(
                    "the server's patience is at its end",
                    () -> {
                        socket.frame(true, PING, new byte[0]);
                        answer.set(socket.read());
                        return answer.get().opCode() == CLOSE;
                    });

            assertThat(new String(answer.get().payload(), UTF_8)).contains("too slowly");
        }
    }

    @Test
    void fragmentsThatTrickle_keepNoUnfinishedMessageAlive() throws Exception {
        try (TestServer server = echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.frame(false, TEXT, "a".getBytes(UTF_8));
            AtomicReference<RawSocket.Received> answer = new AtomicReference<>();
            Await.until(
                    "the server's patience is at its end",
                    () -> {
                        socket.frame(false, CONTINUATION, new byte[0]);
                        if (socket.hasInput()) { // a ping, where this thread was held up
                            answer.set(socket.read());
                        }
                        return answer.get() != null && answer.get().opCode() == CLOSE;
                    });

            assertThat(new String(answer.get().payload(), UTF_8)).contains("too slowly");
        }
    }

    private static TestServer echo() {
        return TestServer.echo(TestLimits.pingInterval(INTERVAL));
    }

    private static void answerPing(RawSocket socket) throws Exception {
        RawSocket.Received ping = socket.read();
        assertThat(ping.opCode()).isEqualTo(PING);
        socket.frame(true, PONG, ping.payload());
    }
}
