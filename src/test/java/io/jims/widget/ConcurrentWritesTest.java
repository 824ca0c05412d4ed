package io.jims.widget;

import static io.jims.testing.RawSocket.PING;
import static io.jims.testing.RawSocket.PONG;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.RawSocket;
import io.jims.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Answers and pongs are written by different threads.
class ConcurrentWritesTest {
    private static final int MESSAGES = 8;
    private static final int PINGS = 200;

    /// So large that writing it takes a while, in which pongs want to be written.
    private static final String LARGE = "x".repeat(1_000_000);

    @Test
    void answersAndPongs_doNotMix() throws Exception {
        try (TestServer server = TestServer.of(context -> context.sendMessage(LARGE));
                RawSocket socket = RawSocket.tcp(server.port(), 4_096)) {
            socket.handshake("");
            Thread writer = Thread.startVirtualThread(() -> talk(socket));
            List<String> pongs = new ArrayList<>();
            int answers = 0;
            while (pongs.size() < MESSAGES * PINGS || answers < MESSAGES) {
                RawSocket.Received frame = socket.read();
                String payload = new String(frame.payload(), UTF_8);
                if (frame.opCode() == PONG) {
                    pongs.add(payload);
                } else {
                    assertThat(payload).isEqualTo("{\"text\":\"" + LARGE + "\"}");
                    answers++;
                }
            }
            writer.join();

            assertThat(pongs)
                    .isEqualTo(
                            IntStream.range(0, MESSAGES * PINGS)
                                    .mapToObj(Integer::toString)
                                    .toList());
        }
    }

    private static void talk(RawSocket socket) {
        try {
            for (int i = 0; i < MESSAGES * PINGS; i++) {
                if (i % PINGS == 0) {
                    socket.text("Hello");
                }
                socket.frame(true, PING, Integer.toString(i).getBytes(UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
