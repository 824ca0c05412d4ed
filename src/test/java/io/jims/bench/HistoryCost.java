package io.jims.bench;

import io.jims.core.Uuid7;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/// What a message costs on a long thread, beside a short one, once the thread has been resumed.
final class HistoryCost {
    private static final int SHORT = 10;
    private static final int LONG = 10_000;
    private static final int MESSAGES = 300;
    private static final double GOAL = 1.2;
    private static final String CONTACT = "bench";

    private HistoryCost() {}

    static List<Row> measure(Bench bench) throws IOException, InterruptedException, SQLException {
        bench.say("message times on a short and on a long thread");
        try (ServerProcess server = bench.startWarm(ServerKind.WIDGET, "history")) {
            LoadClient.run(
                    server.kind(), server.port(), 1, Duration.ofSeconds(1), Duration.ofSeconds(1));
            double[] shortNanos = new double[bench.rounds()];
            double[] longNanos = new double[bench.rounds()];
            for (int i = 0; i < bench.rounds(); i++) {
                UUID shortThread = Uuid7.next();
                UUID longThread = Uuid7.next();
                ThreadFiller.fill(server.database(), shortThread, CONTACT, SHORT);
                ThreadFiller.fill(server.database(), longThread, CONTACT, LONG);
                long[][] times = alternately(server, shortThread, longThread);
                shortNanos[i] = Median.of(Arrays.stream(times[0]).asDoubleStream().toArray());
                longNanos[i] = Median.of(Arrays.stream(times[1]).asDoubleStream().toArray());
            }
            return List.of(row(shortNanos, longNanos));
        }
    }

    /// One message on the first thread, one on the second, and so on: what slows one slows both.
    private static long[][] alternately(ServerProcess server, UUID first, UUID second)
            throws IOException {
        try (ChatSocket one = resume(server, first);
                ChatSocket two = resume(server, second)) {
            nanos(one); // reads the thread
            nanos(two);
            long[][] times = new long[2][MESSAGES];
            for (int i = 0; i < MESSAGES; i++) {
                times[0][i] = nanos(one);
                times[1][i] = nanos(two);
            }
            return times;
        }
    }

    private static ChatSocket resume(ServerProcess server, UUID thread) throws IOException {
        return ChatSocket.open(
                server.kind(), server.port(), "?thread_id=" + thread + "&contact_id=" + CONTACT, 0);
    }

    private static long nanos(ChatSocket socket) throws IOException {
        long start = System.nanoTime();
        if (!socket.ask()) {
            throw new IllegalStateException("an answer was wrong");
        }
        return System.nanoTime() - start;
    }

    private static Row row(double[] shortNanos, double[] longNanos) {
        double ratio =
                Median.of(
                        IntStream.range(0, shortNanos.length)
                                .mapToDouble(i -> longNanos[i] / shortNanos[i])
                                .toArray());
        return Row.of(
                        "answer on a thread of %,d events, beside one of %,d"
                                .formatted(LONG, SHORT),
                        millis(Median.of(longNanos)),
                        millis(Median.of(shortNanos)),
                        "%.2f".formatted(ratio))
                .withGoal("≤ " + GOAL + " times", ratio <= GOAL);
    }

    private static String millis(double nanos) {
        return "%.2f ms".formatted(nanos / 1e6);
    }
}
