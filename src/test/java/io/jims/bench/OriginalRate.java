package io.jims.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// How many messages a second are answered beside the Python original with the same app, on the
/// same database; and by ours with that Python app.
final class OriginalRate {
    private static final int SOCKETS = 100;
    private static final double GOAL_ON_SQLITE = 100;
    private static final double GOAL_ON_POSTGRES = 50;
    private static final double GOAL_WITH_ITS_APP = 20;

    private OriginalRate() {}

    static List<Row> measure(Bench bench) throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        bench.say("warming up the servers");
        try (ServerProcess original = bench.startWarm(ServerKind.ORIGINAL, "original");
                ServerProcess widget = bench.startWarm(ServerKind.WIDGET, "beside-original");
                ServerProcess hosting = bench.startWarm(ServerKind.HOSTING, "hosting")) {
            Rounds rounds = Rounds.run(bench, List.of(original, widget, hosting), SOCKETS);
            rows.add(
                    rounds.row(
                            "messages/s on SQLite, beside the Python original",
                            ServerKind.WIDGET,
                            ServerKind.ORIGINAL,
                            GOAL_ON_SQLITE,
                            " times"));
            rows.add(
                    rounds.row(
                            "the same with its Python app, hosted by ours",
                            ServerKind.HOSTING,
                            ServerKind.ORIGINAL,
                            GOAL_WITH_ITS_APP,
                            " times"));
        }
        try (ServerProcess original =
                        bench.startWarm(ServerKind.ORIGINAL_ON_POSTGRES, "original-postgres");
                ServerProcess widget =
                        bench.startWarm(ServerKind.WIDGET_ON_POSTGRES, "beside-postgres")) {
            Rounds rounds = Rounds.run(bench, List.of(original, widget), SOCKETS);
            rows.add(
                    rounds.row(
                            "messages/s on PostgreSQL, beside the Python original",
                            ServerKind.WIDGET_ON_POSTGRES,
                            ServerKind.ORIGINAL_ON_POSTGRES,
                            GOAL_ON_POSTGRES,
                            " times"));
        }
        return rows;
    }
}
