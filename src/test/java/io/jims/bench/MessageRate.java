package io.jims.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// How many messages a second are answered under a closed loop, beside the bare echo: with both of
/// a message's inserts on disk, and without a database.
final class MessageRate {
    private static final double GOAL = 0.3;
    private static final double GOAL_OF_POSTGRES = 0.8;

    private MessageRate() {}

    static List<Row> measure(Bench bench) throws IOException, InterruptedException {
        bench.say("warming up the servers");
        try (ServerProcess widget = bench.startWarm(ServerKind.WIDGET, "rate-widget");
                ServerProcess storeless = bench.startWarm(ServerKind.STORELESS, "rate-storeless");
                ServerProcess bare = bench.startWarm(ServerKind.BARE_ECHO, "rate-bare");
                ServerProcess postgres =
                        bench.startWarm(ServerKind.WIDGET_ON_POSTGRES, "rate-postgres")) {
            List<ServerProcess> servers = List.of(widget, storeless, bare, postgres);
            List<Row> rows = new ArrayList<>(rows(bench, servers, 100));
            rows.addAll(rows(bench, servers, 1_000));
            return rows;
        }
    }

    private static List<Row> rows(Bench bench, List<ServerProcess> servers, int sockets)
            throws IOException, InterruptedException {
        Rounds rounds = Rounds.run(bench, servers, sockets);
        String what = "%,d sockets: ".formatted(sockets);
        return List.of(
                rounds.row(
                        what + "messages/s, two durable inserts each",
                        ServerKind.WIDGET,
                        ServerKind.BARE_ECHO,
                        GOAL,
                        " of the bare echo"),
                Row.of(
                        what + "p50 / p99 of an answer",
                        rounds.latencies(ServerKind.WIDGET),
                        rounds.latencies(ServerKind.BARE_ECHO),
                        ""),
                rounds.row(
                        what + "messages/s, no database",
                        ServerKind.STORELESS,
                        ServerKind.BARE_ECHO),
                rounds.row(
                        what + "messages/s on PostgreSQL, beside SQLite",
                        ServerKind.WIDGET_ON_POSTGRES,
                        ServerKind.WIDGET,
                        GOAL_OF_POSTGRES,
                        ""));
    }
}
