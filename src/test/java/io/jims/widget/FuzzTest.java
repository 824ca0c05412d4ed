package io.jims.widget;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.Await;
import io.jims.testing.RawSocket;
import io.jims.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Throws rubbish at a server. Prints its seed; `-Dfuzz.seed=…` repeats a run.
@Timeout(120)
class FuzzTest {
    private static final int CLIENTS = 3_000;
    private static final int THREADS = 8;
    private static final int[] OP_CODES = {0, 0, 1, 1, 1, 1, 2, 3, 8, 9, 9, 10, 10, 15};
    private static final Set<Integer> SERVER_OP_CODES =
            Set.of(RawSocket.TEXT, RawSocket.CLOSE, RawSocket.PING, RawSocket.PONG);

    @Test
    void rubbish_leavesNothingBehind_andHarmsNobody() throws Exception {
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        System.out.println("fuzz.seed=" + seed);
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        try (TestServer server = TestServer.echo();
                RawSocket bystander = RawSocket.open(server.port(), "")) {
            Thread[] threads = new Thread[THREADS];
            for (int t = 0; t < THREADS; t++) {
                Random random = new Random(seed + t);
                threads[t] = Thread.startVirtualThread(() -> throwRubbish(server, random, wrong));
            }
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(wrong).as("fuzz.seed=%s", seed).isEmpty();
            bystander.text("Hello");
            assertThat(bystander.readText()).isEqualTo("{\"text\":\"Echo: Hello\"}");
            bystander.finish();
            server.awaitNoSockets();
            Await.until("no conversation", () -> server.server().openConversations() == 0);
        }
    }

    private static void throwRubbish(TestServer server, Random random, Queue<String> wrong) {
        for (int i = 0; i < CLIENTS / THREADS; i++) {
            byte[] rubbish =
                    random.nextInt(4) == 0 ? bytes(random) : mutated(frames(random), random);
            try (RawSocket socket = RawSocket.open(server.port(), "")) {
                socket.write(rubbish);
                if (random.nextInt(4) == 0) {
                    socket.reset();
                } else {
                    socket.finish();
                    readToTheEnd(socket);
                }
            } catch (IOException | AssertionError e) {
                wrong.add(e.toString());
            }
        }
    }

    /// Whatever the client sent, what it gets are whole frames.
    private static void readToTheEnd(RawSocket socket) throws IOException {
        try {
            while (true) {
                RawSocket.Received frame = socket.read();
                assertThat(frame.opCode()).isIn(SERVER_OP_CODES);
                assertThat(frame.last()).isTrue();
            }
        } catch (EOFException | SocketException e) {
            // the end
        }
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] frames(Random random) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            byte[] payload =
                    random.nextBoolean()
                            ? "{\"text\":\"né %d\"}".formatted(i).getBytes(UTF_8)
                            : bytes(random);
            int opCode = OP_CODES[random.nextInt(OP_CODES.length)];
            frames.writeBytes(RawSocket.maskedFrame(random.nextInt(4) != 0, opCode, payload));
        }
        return frames.toByteArray();
    }

    private static byte[] mutated(byte[] frames, Random random) {
        int mutations = random.nextInt(3);
        for (int i = 0; i < mutations; i++) {
            frames[random.nextInt(frames.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return frames;
    }
}
