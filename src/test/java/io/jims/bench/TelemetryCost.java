package io.jims.bench;

import java.io.IOException;
import java.util.List;

/// What it costs to be seen: messages a second of the server without a database, where nothing else
/// hides it, with metrics, and with metrics and a span for each run, beside neither.
final class TelemetryCost {
    private static final int SOCKETS = 100;
    private static final double GOAL = 0.95;
    private static final double GOAL_OF_TRACES = 0.75;

    private TelemetryCost() {}

    static List<Row> measure(Bench bench) throws IOException, InterruptedException {
        bench.say("warming up the servers");
        try (ServerProcess bare = bench.startWarm(ServerKind.STORELESS, "unseen");
                ServerProcess metered = bench.startWarm(ServerKind.METERED, "metered");
                ServerProcess traced = bench.startWarm(ServerKind.TRACED, "traced")) {
            Rounds rounds = Rounds.run(bench, List.of(bare, metered, traced), SOCKETS);
            return List.of(
                    rounds.row(
                            "messages/s with metrics, beside none",
                            ServerKind.METERED,
                            ServerKind.STORELESS,
                            GOAL,
                            ""),
                    rounds.row(
                            "messages/s with metrics and traces, beside none",
                            ServerKind.TRACED,
                            ServerKind.STORELESS,
                            GOAL_OF_TRACES,
                            ""));
        }
    }
}
