package io.jims.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// How long one visitor who has the server alone waits for a durable answer, beside the two flushes
/// to disk that it cannot do without: the message's and the answer's.
final class AloneTime {
    private static final int MESSAGES = 300;
    private static final int WARM_UP = 2_000;
    private static final double GOAL = 1.5;

    /// What SQLite appends for a step of a thread, about: two pages of its write-ahead log.
    private static final int FLUSHED_BYTES = 8_192;

    private AloneTime() {}

    static List<Row> measure(Bench bench) throws IOException, InterruptedException {
        bench.say("one visitor alone");
        try (ServerProcess server = bench.startWarm(ServerKind.WIDGET, "alone");
                ChatSocket visitor = ChatSocket.open(server.kind(), server.port(), "", 0);
                FileChannel file =
                        FileChannel.open(
                                bench.directory().resolve("flushed"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE)) {
            for (int i = 0; i < WARM_UP; i++) {
                visitor.nanosOfAnswer();
            }
            List<Round> rounds = new ArrayList<>();
            for (int i = 0; i < bench.rounds(); i++) {
                rounds.add(alternately(visitor, file));
            }
            Spread ratios = Spread.of(rounds, round -> round.answer() / round.flushes());
            return List.of(
                    Row.of(
                                    "one visitor alone: a durable answer, beside two flushes",
                                    millis(Median.of(rounds, Round::answer)),
                                    millis(Median.of(rounds, Round::flushes)),
                                    ratios.toString())
                            .withGoal("≤ " + GOAL + " times", ratios.median() <= GOAL));
        }
    }

    /// An answer, two flushes, and so on: what slows the disk slows both.
    private static Round alternately(ChatSocket visitor, FileChannel file) throws IOException {
        double[] answers = new double[MESSAGES];
        double[] flushes = new double[MESSAGES];
        for (int i = 0; i < MESSAGES; i++) {
            answers[i] = visitor.nanosOfAnswer();
            flushes[i] = nanosOfFlush(file) + nanosOfFlush(file);
        }
        return new Round(Median.of(answers), Median.of(flushes));
    }

    /// Over the same place again and again, as a write-ahead log that is begun anew.
    private static long nanosOfFlush(FileChannel file) throws IOException {
        long start = System.nanoTime();
        file.write(ByteBuffer.allocate(FLUSHED_BYTES), 0);
        file.force(false);
        return System.nanoTime() - start;
    }

    private static String millis(double nanos) {
        return "%.2f ms".formatted(nanos / 1e6);
    }

    /// Medians, in nanoseconds.
    private record Round(double answer, double flushes) {}
}
