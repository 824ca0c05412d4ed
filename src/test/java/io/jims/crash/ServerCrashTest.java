package io.jims.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.Await;
import io.jims.testing.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Holds `jims.v1` to its promise: an acknowledged message is never lost and never answered twice,
/// whatever is killed when.
///
/// `-Dcrash.kills=32` is a run of a minute. `-Dcrash.seed=…` repeats the choices of a run; what the
/// server is at when it is killed stays a matter of chance.
@Timeout(150)
class ServerCrashTest {
    private static final int KILLS = Integer.getInteger("crash.kills", 8);

    /// At once.
    private static final int VISITORS = 6;

    /// One kill in so many comes while the server starts.
    private static final int KILLS_A_START_KILL = 4;

    private static final int LONGEST_START_MILLIS = 1_000;
    private static final int MOST_FRAMES_A_LIFE = 500;

    @TempDir Path directory;

    private final Traffic traffic = new Traffic();

    @Test
    void kill_atAnyMoment_everyAcknowledgedMessageIsAnsweredOnce() throws Exception {
        long seed = Long.getLong("crash.seed", System.nanoTime());
        System.out.println("kills with seed " + seed);
        Random random = new Random(seed);
        int port = FreePort.any();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            List<Future<List<Visitor>>> visits = new ArrayList<>();
            for (int i = 0; i < VISITORS; i++) {
                Random choices = new Random(random.nextLong());
                String name = "visitor " + i;
                visits.add(threads.submit(() -> visitors(name, port, choices)));
            }
            for (int i = 0; i < KILLS; i++) {
                kill(port, random, visits);
            }
            assertAllIsAnswered(settle(port, visits));
        } finally {
            traffic.end();
            threads.shutdownNow();
        }
    }

    /// One after the other, each with a thread of its own, until there is enough.
    private List<Visitor> visitors(String name, int port, Random random) throws IOException {
        List<Visitor> visitors = new ArrayList<>();
        while (!traffic.isEnough()) {
            Visitor visitor =
                    new Visitor(name + "." + visitors.size(), List.of(port), random, traffic);
            visitor.visit();
            visitors.add(visitor);
        }
        return visitors;
    }

    private void kill(int port, Random random, List<Future<List<Visitor>>> visits)
            throws Exception {
        try (ServerChild server = ServerChild.start(directory, port)) {
            if (random.nextInt(KILLS_A_START_KILL) == 0) {
                server.runFor(Duration.ofMillis(random.nextInt(LONGEST_START_MILLIS)));
            } else {
                server.awaitHealthy();
                long target = traffic.frames() + random.nextInt(MOST_FRAMES_A_LIFE);
                Await.until("frames before the kill", () -> hasCome(target, visits));
            }
            server.kill();
        }
    }

    private boolean hasCome(long frames, List<Future<List<Visitor>>> visits) throws Exception {
        for (Future<List<Visitor>> visit : visits) {
            if (visit.isDone()) {
                visit.get(); // says what went wrong
            }
        }
        return traffic.frames() >= frames;
    }

    private List<Visitor> settle(int port, List<Future<List<Visitor>>> visits) throws Exception {
        try (ServerChild server = ServerChild.start(directory, port)) {
            server.awaitHealthy();
            traffic.end();
            List<Visitor> visitors = new ArrayList<>();
            for (Future<List<Visitor>> visit : visits) {
                visitors.addAll(visit.get());
            }
            server.stop();
            assertThat(server.log()).doesNotContain("lacks what was acknowledged");
            return visitors;
        }
    }

    private void assertAllIsAnswered(List<Visitor> visitors) throws SQLException {
        try (StoredThreads stored = StoredThreads.open(ServerChild.database(directory))) {
            assertThat(stored.integrity()).isEqualTo("ok");
            int messages = AnsweredOnce.assertAll(visitors, stored);
            System.out.printf(
                    "%d messages in %d threads, %d kills%n", messages, visitors.size(), KILLS);
        }
    }
}
