package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.Await;
import io.jims.testing.RawSocket;
import io.jims.testing.TestServer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ManySocketsTest {
    private static final int SOCKETS = 1_000;

    @Test
    void aThousandSocketsAtOnce_eachGetTheirOwnAnswers() throws Exception {
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        CyclicBarrier allOpen = new CyclicBarrier(SOCKETS);
        try (TestServer server = TestServer.echo()) {
            Thread[] clients =
                    IntStream.range(0, SOCKETS)
                            .mapToObj(i ->
                                    Thread.startVirtualThread(() -> {
                                        try {
                                            chat(server, allOpen, "client " + i);
                                        } catch (Exception | AssertionError e) {
                                            wrong.add(i + ": " + e);
                                        }
                                    }))
                            .toArray(Thread[]::new);
            for (Thread client : clients) {
                client.join();
            }

            assertThat(wrong).isEmpty();
            assertThat(server.store().threads()).hasSize(SOCKETS);
            server.awaitNoSockets();
            Await.until("no conversation", () -> server.server().openConversations() == 0);
        }
    }

    private static void chat(TestServer server, CyclicBarrier allOpen, String name)
            throws Exception {
        try (RawSocket socket = RawSocket.open(server.port(), "")) {
            allOpen.await();
            for (int i = 0; i < 3; i++) {
                socket.text(name + " says " + i);
                assertThat(socket.readText())
                        .isEqualTo("{\"text\":\"Echo: " + name + " says " + i + "\"}");
            }
        }
    }
}
