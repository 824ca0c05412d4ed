package io.jims.bench;

import io.jims.bench.LoadClient.Load;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Loads of several servers, each in its turn, round by round: a machine that grows slower does so
/// for all of them.
///
/// @param loads of each round
record Rounds(List<Map<ServerKind, Load>> loads) {
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final Duration MEASURED = Duration.ofSeconds(3);

    Rounds {
        loads = List.copyOf(loads);
    }

    static Rounds run(Bench bench, List<ServerProcess> servers, int sockets)
            throws IOException, InterruptedException {
        List<Map<ServerKind, Load>> rounds = new ArrayList<>();
        for (int i = 0; i < bench.rounds(); i++) {
            Map<ServerKind, Load> round = new EnumMap<>(ServerKind.class);
            for (ServerProcess server : servers) {
                Load load =
                        LoadClient.run(server.kind(), server.port(), sockets, WARM_UP, MEASURED);
                bench.say(
                        "%d sockets, %s: %,.0f messages/s"
                                .formatted(sockets, server.kind(), load.messagesPerSecond()));
                round.put(server.kind(), load);
            }
            rounds.add(round);
        }
        return new Rounds(rounds);
    }

    /// The rates of two servers, and what the one is of the other.
    Row row(String what, ServerKind kind, ServerKind beside) {
        return Row.of(what, rate(kind), rate(beside), ratios(kind, beside).toString());
    }

    /// The same, where at least so much is to be reached.
    Row row(String what, ServerKind kind, ServerKind beside, double goal, String ofWhat) {
        return row(what, kind, beside)
                .withGoal(
                        "≥ " + Spread.number(goal) + ofWhat, ratios(kind, beside).median() >= goal);
    }

    /// Messages a second.
    String rate(ServerKind kind) {
        return "%,.0f".formatted(Median.of(loads, round -> load(round, kind).messagesPerSecond()));
    }

    /// Of the two loads of each round, which are close in time.
    Spread ratios(ServerKind kind, ServerKind beside) {
        return Spread.of(
                loads,
                round ->
                        load(round, kind).messagesPerSecond()
                                / load(round, beside).messagesPerSecond());
    }

    String latencies(ServerKind kind) {
        return "%.1f / %.1f ms"
                .formatted(
                        Median.of(loads, round -> load(round, kind).p50Nanos()) / 1e6,
                        Median.of(loads, round -> load(round, kind).p99Nanos()) / 1e6);
    }

    private static Load load(Map<ServerKind, Load> round, ServerKind kind) {
        Load load = round.get(kind);
        if (load == null) {
            throw new IllegalStateException(kind + " was not measured");
        }
        return load;
    }
}
