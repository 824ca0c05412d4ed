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
import java.util.function.ToDoubleFunction;

/// How many messages a second are answered on PostgreSQL, with one server and with two that share
/// the database and the sockets; beside SQLite.
final class ReplicaRate {
    private static final int SOCKETS = 200;
    private static final double GOAL_OF_ONE = 0.8;
    private static final double GOAL_OF_TWO = 0.95;
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final Duration MEASURED = Duration.ofSeconds(3);

    private ReplicaRate() {}

    static List<Row> measure(Bench bench) throws IOException, InterruptedException {
        try (ServerProcess sqlite = bench.startWarm(ServerKind.WIDGET, "replicas-sqlite");
                ServerProcess first = bench.startWarm(ServerKind.WIDGET_ON_POSTGRES, "replicas-1");
                ServerProcess second =
                        bench.startWarm(ServerKind.WIDGET_ON_POSTGRES, "replicas-2")) {
            List<Round> rounds = new ArrayList<>();
            for (int i = 0; i < bench.rounds(); i++) {
                Round round =
                        new Round(
                                rate(List.of(sqlite)),
                                rate(List.of(first)),
                                rate(List.of(first, second)));
                bench.say("replicas: " + round);
                rounds.add(round);
            }
            Spread one = Spread.of(rounds, round -> round.one() / round.sqlite());
            Spread two = Spread.of(rounds, round -> round.two() / round.one());
            String what = "%,d sockets: messages/s on PostgreSQL".formatted(SOCKETS);
            return List.of(
                    Row.of(
                                    what + ", beside SQLite",
                                    rate(rounds, Round::one),
                                    rate(rounds, Round::sqlite),
                                    one.toString())
                            .withGoal("≥ " + GOAL_OF_ONE, one.median() >= GOAL_OF_ONE),
                    Row.of(
                                    what + ", two servers beside one",
                                    rate(rounds, Round::two),
                                    rate(rounds, Round::one),
                                    two.toString())
                            .withGoal("≥ " + GOAL_OF_TWO, two.median() >= GOAL_OF_TWO));
        }
    }

    private static String rate(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return "%,.0f".formatted(Median.of(rounds, figure));
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
