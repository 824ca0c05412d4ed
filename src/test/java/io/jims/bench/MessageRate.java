package io.jims.bench;

import io.jims.bench.LoadClient.Load;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// How many messages a second are answered under a closed loop, beside the bare echo: with both of
/// a message's inserts on disk, and without a database.
final class MessageRate {
    private static final double GOAL = 0.2;
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final Duration MEASURED = Duration.ofSeconds(3);

    private MessageRate() {}

    static List<Row> measure(Bench bench) throws IOException, InterruptedException {
        bench.say("warming up the servers");
        try (ServerProcess widget = bench.startWarm(ServerKind.WIDGET, "rate-widget");
                ServerProcess storeless = bench.startWarm(ServerKind.STORELESS, "rate-storeless");
                ServerProcess bare = bench.startWarm(ServerKind.BARE_ECHO, "rate-bare");
                ServerProcess postgres =
                        bench.startWarm(ServerKind.WIDGET_ON_POSTGRES, "rate-postgres")) {
            List<ServerProcess> servers = List.of(widget, storeless, bare, postgres);
            List<Row> rows = new ArrayList<>(rows(100, rounds(bench, servers, 100)));
            rows.addAll(rows(1_000, rounds(bench, servers, 1_000)));
            return rows;
        }
    }

    private static List<Map<ServerKind, Load>> rounds(
            Bench bench, List<ServerProcess> servers, int sockets)
            throws IOException, InterruptedException {
        List<Map<ServerKind, Load>> rounds = new ArrayList<>();
        for (int i = 0; i < bench.rounds(); i++) {
            Map<ServerKind, Load> round = new EnumMap<>(ServerKind.class);
            for (ServerProcess server : servers) {
                Load load =
                        LoadClient.run(server.kind(), server.port(), sockets, WARM_UP, MEASURED);
                bench.say(
                        "%d sockets, %s: %s messages/s"
                                .formatted(
                                        sockets, server.kind(), whole(load.messagesPerSecond())));
                round.put(server.kind(), load);
            }
            rounds.add(round);
        }
        return rounds;
    }

    private static List<Row> rows(int sockets, List<Map<ServerKind, Load>> rounds) {
        String what = "%,d sockets: ".formatted(sockets);
        List<Row> rows = new ArrayList<>(besideEcho(what, rounds));
        rows.add(besideSqlite(what, rounds));
        return rows;
    }

    private static Row besideSqlite(String what, List<Map<ServerKind, Load>> rounds) {
        return Row.of(
                what + "messages/s on PostgreSQL, beside SQLite",
                whole(median(rounds, ServerKind.WIDGET_ON_POSTGRES)),
                whole(median(rounds, ServerKind.WIDGET)),
                "%.2f".formatted(ratio(rounds, ServerKind.WIDGET_ON_POSTGRES, ServerKind.WIDGET)));
    }

    private static List<Row> besideEcho(String what, List<Map<ServerKind, Load>> rounds) {
        return List.of(
                rate(what + "messages/s, two durable inserts each", rounds, ServerKind.WIDGET)
                        .withGoal(
                                "≥ " + GOAL + " of the bare echo",
                                ratio(rounds, ServerKind.WIDGET, ServerKind.BARE_ECHO) >= GOAL),
                Row.of(
                        what + "p50 / p99 of an answer",
                        latencies(rounds, ServerKind.WIDGET),
                        latencies(rounds, ServerKind.BARE_ECHO),
                        ""),
                rate(what + "messages/s, no database", rounds, ServerKind.STORELESS));
    }

    private static Row rate(String what, List<Map<ServerKind, Load>> rounds, ServerKind kind) {
        return Row.of(
                what,
                whole(median(rounds, kind)),
                whole(median(rounds, ServerKind.BARE_ECHO)),
                "%.2f".formatted(ratio(rounds, kind, ServerKind.BARE_ECHO)));
    }

    private static double median(List<Map<ServerKind, Load>> rounds, ServerKind kind) {
        return Median.of(rounds, round -> load(round, kind).messagesPerSecond());
    }

    /// Of the two loads of each round, which are close in time.
    private static double ratio(
            List<Map<ServerKind, Load>> rounds, ServerKind kind, ServerKind beside) {
        return Median.of(
                rounds,
                round ->
                        load(round, kind).messagesPerSecond()
                                / load(round, beside).messagesPerSecond());
    }

    private static String latencies(List<Map<ServerKind, Load>> rounds, ServerKind kind) {
        return "%.1f / %.1f ms"
                .formatted(
                        Median.of(rounds, round -> load(round, kind).p50Nanos()) / 1e6,
                        Median.of(rounds, round -> load(round, kind).p99Nanos()) / 1e6);
    }

    private static Load load(Map<ServerKind, Load> round, ServerKind kind) {
        Load load = round.get(kind);
        if (load == null) {
            throw new IllegalStateException(kind + " was not measured");
        }
        return load;
    }

    private static String whole(double figure) {
        return "%,.0f".formatted(figure);
    }
}
