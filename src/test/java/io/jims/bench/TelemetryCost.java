package io.jims.bench;

import io.jims.bench.LoadClient.Load;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What it costs to be seen: messages a second of the server without a database, where nothing else
/// hides it, with metrics, and with metrics and a span for each run, beside neither.
final class TelemetryCost {
    private static final int SOCKETS = 100;
    private static final double GOAL = 0.9;
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final Duration MEASURED = Duration.ofSeconds(3);

    private TelemetryCost() {}

    static List<Row> measure(Bench bench) throws IOException, InterruptedException {
        bench.say("warming up the servers");
        try (ServerProcess bare = bench.startWarm(ServerKind.STORELESS, "unseen");
                ServerProcess metered = bench.startWarm(ServerKind.METERED, "metered");
                ServerProcess traced = bench.startWarm(ServerKind.TRACED, "traced")) {
            List<Map<ServerKind, Double>> rounds = new ArrayList<>();
            for (int i = 0; i < bench.rounds(); i++) {
                rounds.add(round(bench, List.of(bare, metered, traced)));
            }
            double ratio = ratio(rounds, ServerKind.METERED);
            return List.of(
                    row("messages/s with metrics, beside none", rounds, ServerKind.METERED)
                            .withGoal("≥ " + GOAL, ratio >= GOAL),
                    row("messages/s with metrics and traces", rounds, ServerKind.TRACED));
        }
    }

    private static Map<ServerKind, Double> round(Bench bench, List<ServerProcess> servers)
            throws IOException, InterruptedException {
        Map<ServerKind, Double> round = new EnumMap<>(ServerKind.class);
        for (ServerProcess server : servers) {
            Load load = LoadClient.run(server.kind(), server.port(), SOCKETS, WARM_UP, MEASURED);
            bench.say("%s: %,.0f messages/s".formatted(server.kind(), load.messagesPerSecond()));
            round.put(server.kind(), load.messagesPerSecond());
        }
        return round;
    }

    private static Row row(String what, List<Map<ServerKind, Double>> rounds, ServerKind kind) {
        return Row.of(
                what,
                "%,.0f".formatted(Median.of(rounds, round -> rate(round, kind))),
                "%,.0f".formatted(Median.of(rounds, round -> rate(round, ServerKind.STORELESS))),
                "%.2f".formatted(ratio(rounds, kind)));
    }

    private static double ratio(List<Map<ServerKind, Double>> rounds, ServerKind kind) {
        return Median.of(rounds, round -> rate(round, kind) / rate(round, ServerKind.STORELESS));
    }

    private static double rate(Map<ServerKind, Double> round, ServerKind kind) {
        Double rate = round.get(kind);
        if (rate == null) {
            throw new IllegalStateException(kind + " was not measured");
        }
        return rate;
    }
}
