package io.jims.bench;

import io.jims.bench.LoadClient.Load;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How many messages a second are answered on PostgreSQL, with one server and with two that share
/// the database and the sockets; beside SQLite.
final class ReplicaRate {
    private static final int SOCKETS = 200;
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final Duration MEASURED = Duration.ofSeconds(3);

    private ReplicaRate() {}

    static List<Row> measure(Bench bench) throws IOException, InterruptedException {
        try (ServerProcess sqlite = bench.startWarm(ServerKind.WIDGET, "replicas-sqlite");
                ServerProcess one = bench.startWarm(ServerKind.WIDGET_ON_POSTGRES, "replicas-1");
                ServerProcess two = bench.startWarm(ServerKind.WIDGET_ON_POSTGRES, "replicas-2")) {
            List<Round> rounds = new ArrayList<>();
            for (int i = 0; i < bench.rounds(); i++) {
                Round round =
                        new Round(
                                rate(List.of(sqlite)), rate(List.of(one)), rate(List.of(one, two)));
                bench.say("replicas: " + round);
                rounds.add(round);
            }
            return List.of(
                    row(
                            "one server",
                            rounds,
                            Median.of(rounds, Round::one),
                            oneBesideSqlite(rounds)),
                    row(
                            "two servers",
                            rounds,
                            Median.of(rounds, Round::two),
                            twoBesideSqlite(rounds)));
        }
    }

    private static double oneBesideSqlite(List<Round> rounds) {
        return Median.of(rounds, round -> round.one() / round.sqlite());
    }

    private static double twoBesideSqlite(List<Round> rounds) {
        return Median.of(rounds, round -> round.two() / round.sqlite());
    }

    private static Row row(String what, List<Round> rounds, double rate, double ratio) {
        return Row.of(
                "%,d sockets: messages/s on PostgreSQL with %s, beside SQLite"
                        .formatted(SOCKETS, what),
                "%,.0f".formatted(rate),
                "%,.0f".formatted(Median.of(rounds, Round::sqlite)),
                "%.2f".formatted(ratio));
    }

    /// Of the servers together, which share the sockets.
    private static double rate(List<ServerProcess> servers)
            throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Load>> loads =
                    servers.stream()
                            .map(server ->
                                    threads.submit(() ->
                                            LoadClient.run(
                                                    server.kind(),
                                                    server.port(),
                                                    SOCKETS / servers.size(),
                                                    WARM_UP,
                                                    MEASURED)))
                            .toList();
            double sum = 0;
            for (Future<Load> load : loads) {
                sum += load.get().messagesPerSecond();
            }
            return sum;
        } catch (ExecutionException e) {
            throw new IOException("a server failed under load: " + e.getCause(), e);
        }
    }

    /// Messages a second.
    private record Round(double sqlite, double one, double two) {}
}
