package io.jims.bench;

import io.jims.core.Uuid7;
import io.jims.testing.RawSocket;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/// What a message costs on a long thread, beside a short one, once the thread has been resumed: on
/// both databases, and between two replicas.
final class HistoryCost {
    private static final int SHORT = 10;
    private static final int LONG = 100_000;

    /// Characters of each.
    private static final int EVENT = 1_000;

    private static final int MESSAGES = 300;
    private static final double GOAL = 1.1;
    private static final String CONTACT = "bench";

    private HistoryCost() {}

    static List<Row> measure(Bench bench) throws Exception {
        List<Row> rows = new ArrayList<>();
        bench.say("message times on a short and on a long thread, on SQLite");
        try (ServerProcess server = bench.startWarm(ServerKind.WIDGET, "history")) {
            rows.add(rowOfOne(bench, server, ThreadFiller.ofSqlite(server.database()), "SQLite"));
        }
        rows.addAll(measurePostgres(bench));
        return rows;
    }

    private static List<Row> measurePostgres(Bench bench) throws Exception {
        bench.say("message times on a short and on a long thread, on PostgreSQL");
        ThreadFiller filler = ThreadFiller.ofPostgres(MeasuredPostgres.url());
        ServerKind kind = ServerKind.WIDGET_ON_POSTGRES;
        try (ServerProcess one = bench.startWarm(kind, "history-1")) {
            Row alone = rowOfOne(bench, one, filler, "PostgreSQL");
            try (ServerProcess two = bench.startWarm(kind, "history-2")) {
                bench.say("times from one replica to the other");
                return List.of(alone, rowOfTwo(bench, one, two, filler));
            }
        }
    }

    private static Row rowOfOne(
            Bench bench, ServerProcess server, ThreadFiller filler, String database)
            throws IOException, InterruptedException, SQLException {
        LoadClient.run(
                server.kind(), server.port(), 1, Duration.ofSeconds(1), Duration.ofSeconds(1));
        double[][] medians = new double[bench.rounds()][];
        for (int i = 0; i < bench.rounds(); i++) {
            UUID first = filler.fill(CONTACT, SHORT, EVENT);
            UUID second = filler.fill(CONTACT, LONG, EVENT);
            try (ChatSocket one = resume(server, first);
                    ChatSocket two = resume(server, second)) {
                medians[i] = alternately(one::nanosOfAnswer, two::nanosOfAnswer);
            }
        }
        return row("answer on " + database, medians);
    }

    private static Row rowOfTwo(
            Bench bench, ServerProcess one, ServerProcess two, ThreadFiller filler)
            throws IOException, SQLException {
        double[][] medians = new double[bench.rounds()][];
        for (int i = 0; i < bench.rounds(); i++) {
            String first = member(filler.fill(CONTACT, SHORT, EVENT));
            String second = member(filler.fill(CONTACT, LONG, EVENT));
            try (RawSocket asksFirst = greeted(one.port(), first);
                    RawSocket seesFirst = greeted(two.port(), first);
                    RawSocket asksSecond = greeted(one.port(), second);
                    RawSocket seesSecond = greeted(two.port(), second)) {
                medians[i] =
                        alternately(
                                () -> nanos(asksFirst, seesFirst),
                                () -> nanos(asksSecond, seesSecond));
            }
        }
        return row("`done` on the other of two replicas", medians);
    }

    /// One message on the first thread, one on the second, and so on: what slows one slows both.
    ///
    /// @return the median of each
    private static double[] alternately(Ask first, Ask second) throws IOException {
        first.nanos(); // reads the thread
        second.nanos();
        double[][] times = new double[2][MESSAGES];
        for (int i = 0; i < MESSAGES; i++) {
            times[0][i] = first.nanos();
            times[1][i] = second.nanos();
        }
        return new double[] {Median.of(times[0]), Median.of(times[1])};
    }

    private static ChatSocket resume(ServerProcess server, UUID thread) throws IOException {
        return ChatSocket.open(
                server.kind(), server.port(), "?thread_id=" + thread + "&contact_id=" + CONTACT, 0);
    }

    private static String member(UUID thread) {
        return "\"contact_id\":\"%s\",\"thread_id\":\"%s\"".formatted(CONTACT, thread);
    }

    private static long nanos(RawSocket asking, RawSocket seeing) throws IOException {
        String id = Uuid7.next().toString();
        long start = System.nanoTime();
        asking.text("{\"type\":\"message\",\"id\":\"" + id + "\",\"text\":\"Hello\"}");
        readUntil(seeing, "done");
        long nanos = System.nanoTime() - start;
        readUntil(asking, "done");
        return nanos;
    }

    private static RawSocket greeted(int port, String members) throws IOException {
        RawSocket socket = RawSocket.openJims(port);
        socket.text("{\"type\":\"hello\"," + members + "}");
        readUntil(socket, "welcome");
        return socket;
    }

    private static void readUntil(RawSocket socket, String type) throws IOException {
        String beginning = "{\"type\":\"" + type + "\"";
        while (!socket.readText().startsWith(beginning)) {
            // others come before it
        }
    }

    /// @param medians of each round: on the short thread, on the long one
    private static Row row(String what, double[][] medians) {
        double ratio =
                Median.of(
                        Arrays.stream(medians).mapToDouble(round -> round[1] / round[0]).toArray());
        return Row.of(
                        what
                                + ", thread of %,d events and %,d MB, beside one of %,d events"
                                        .formatted(LONG, LONG * EVENT / 1_000_000, SHORT),
                        millis(medians, 1),
                        millis(medians, 0),
                        "%.2f".formatted(ratio))
                .withGoal("≤ " + GOAL + " times", ratio <= GOAL);
    }

    private static String millis(double[][] medians, int which) {
        double[] times =
                IntStream.range(0, medians.length).mapToDouble(i -> medians[i][which]).toArray();
        return "%.2f ms".formatted(Median.of(times) / 1e6);
    }

    private interface Ask {
        long nanos() throws IOException;
    }
}
