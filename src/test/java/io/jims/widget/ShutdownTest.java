package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.Pipeline;
import io.jims.testing.Await;
import io.jims.testing.HeldPipeline;
import io.jims.testing.RawSocket;
import io.jims.testing.TestLimits;
import io.jims.testing.TestServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ShutdownTest {
    private static final int GOING_AWAY = 1001;
    private static final String SHUTTING_DOWN =
            "{\"error\":\"The server is shutting down. Please send the message again in a"
                    + " moment.\"}";
    private static final Limits SHORT_DRAIN = TestLimits.drain(Duration.ofMillis(200));

    @Test
    void idleClients_areToldGoodbye() throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket fresh = RawSocket.open(server.port(), "");
                RawSocket used = RawSocket.open(server.port(), "")) {
            used.text("Hello");
            used.readText();
            Await.until("both are open", () -> server.server().openSockets() == 2);
            Thread stopping = stop(server);

            for (RawSocket socket : new RawSocket[] {fresh, used}) {
                assertThat(socket.readClose()).isEqualTo(GOING_AWAY);
                socket.sendClose(GOING_AWAY);
                assertThat(socket.isAtEnd()).isTrue();
            }
            stopping.join();
            assertNothingLeft(server);
        }
    }

    @Test
    void answerUnderWay_isDeliveredBeforeTheGoodbye_newMessagesAreNotTaken() throws Exception {
        HeldPipeline pipeline = new HeldPipeline();
        try (TestServer server = TestServer.of(pipeline);
                RawSocket busy = RawSocket.open(server.port(), "");
                RawSocket idle = RawSocket.open(server.port(), "")) {
            busy.text("one");
            pipeline.awaitBegun();
            busy.text("two");
            Thread stopping = stop(server);
            awaitDraining(server);

            idle.text("Hello");
            assertThat(idle.readText()).isEqualTo(SHUTTING_DOWN);
            pipeline.release(1);

            assertThat(busy.readText()).isEqualTo("{\"text\":\"Echo: one\"}");
            assertThat(busy.readText()).isEqualTo(SHUTTING_DOWN);
            assertThat(busy.readClose()).isEqualTo(GOING_AWAY);
            assertThat(idle.readClose()).isEqualTo(GOING_AWAY);
            busy.finish();
            idle.finish();
            stopping.join();
            assertThat(server.contents()).containsExactly("one", "Echo: one");
            assertNothingLeft(server);
        }
    }

    @Test
    void runLongerThanTheDrainTime_isInterrupted_andItsVisitorTold() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        Pipeline endless =
                context -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                };
        try (TestServer server = TestServer.of(endless, SHORT_DRAIN)) {
            assertToldAndClosed(server);
            interrupted.await();
        }
    }

    @Test
    void runThatIgnoresInterrupts_holdsNothingUp() throws Exception {
        Semaphore end = new Semaphore(0);
        Pipeline stubborn = context -> end.acquireUninterruptibly();
        try (TestServer server = TestServer.of(stubborn, SHORT_DRAIN)) {
            assertToldAndClosed(server);
        } finally {
            end.release();
        }
    }

    @Test
    void storeThatIsInterrupted_isNoSilentEnd() throws Exception {
        try (TestServer server = TestServer.of(TestServer::echo, SHORT_DRAIN)) {
            server.store().hanging(true);
            assertToldAndClosed(server);
        }
    }

    @Test
    void clientThatDoesNotRead_holdsNothingUp() throws Exception {
        String large = "x".repeat(16 * 1024 * 1024);
        try (TestServer server = TestServer.of(context -> context.sendMessage(large), SHORT_DRAIN);
                RawSocket stuck = RawSocket.tcp(server.port(), 4_096)) {
            stuck.handshake("");
            stuck.text("Hello");
            Await.until("the answer is stored", () -> server.contents().size() == 2);

            stop(server).join();

            assertNothingLeft(server);
        }
    }

    @Test
    void clientThatDoesNotAnswerTheGoodbye_holdsNothingUp() throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket silent = RawSocket.open(server.port(), "")) {
            Await.until("it is open", () -> server.server().openSockets() == 1);

            stop(server).join();

            assertThat(silent.readClose()).isEqualTo(GOING_AWAY);
            assertThat(silent.isAtEnd()).isTrue();
            assertNothingLeft(server);
        }
    }

    @Test
    void port_isFreeAfterwards_andStoppingTwiceIsHarmless() throws Exception {
        try (TestServer server = TestServer.echo()) {
            int port = server.port();
            server.server().stop();
            server.server().stop();

            try (ServerSocket socket =
                    new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertThat(socket.isBound()).isTrue();
            }
        }
    }

    private static void assertToldAndClosed(TestServer server) throws Exception {
        try (RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.text("Hello");
            server.store().awaitWrite();
            Thread stopping = stop(server);

            assertThat(socket.readText()).isEqualTo(SHUTTING_DOWN);
            assertThat(socket.readClose()).isEqualTo(GOING_AWAY);
            socket.finish();
            stopping.join();
            assertNothingLeft(server);
        }
    }

    private static Thread stop(TestServer server) {
        return Thread.ofVirtual().start(() -> server.server().stop());
    }

    private static void awaitDraining(TestServer server) throws Exception {
        Await.until(
                "new sockets are refused",
                () -> {
                    try (RawSocket late = RawSocket.tcp(server.port(), 0)) {
                        RawSocket.HttpAnswer answer =
                                late.exchange(RawSocket.handshakeRequest("/ws/chat"));
                        return answer.status() == 503 && answer.body().contains("shutting down");
                    }
                });
    }

    private static void assertNothingLeft(TestServer server) throws Exception {
        server.awaitNoSockets();
        Await.until("no conversation", () -> server.server().openConversations() == 0);
    }
}
