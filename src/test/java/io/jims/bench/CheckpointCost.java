package io.jims.bench;

import io.jims.core.ChatThread;
import io.jims.core.Events;
import io.jims.store.sqlite.SqliteOptions;
import io.jims.store.sqlite.SqliteThreadStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What it costs commits under load that the write-ahead log of SQLite is copied into the database
/// beside them, every second: steps a second that reach the disk, with such copies and without.
final class CheckpointCost {
    private static final int CALLERS = 100;
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration MEASURED = Duration.ofSeconds(6);
    private static final double GOAL = 0.9;

    private CheckpointCost() {}

    static List<Row> measure(Bench bench) throws InterruptedException {
        SqliteOptions usual = SqliteOptions.DEFAULT;
        try (SqliteThreadStore with = open(bench, "checkpoints", usual.checkpointPause());
                SqliteThreadStore without = open(bench, "none", Duration.ofDays(1))) {
            rate(with, WARM_UP);
            rate(without, WARM_UP);
            List<Round> rounds = new ArrayList<>();
            for (int i = 0; i < bench.rounds(); i++) {
                Round round = new Round(rate(with, MEASURED), rate(without, MEASURED));
                bench.say("checkpoints: " + round);
                rounds.add(round);
            }
            double ratio = Median.of(rounds, round -> round.with() / round.without());
            return List.of(
                    Row.of(
                                    "durable steps/s with checkpoints beside them, beside none",
                                    "%,.0f".formatted(Median.of(rounds, Round::with)),
                                    "%,.0f".formatted(Median.of(rounds, Round::without)),
                                    "%.2f".formatted(ratio))
                            .withGoal("≥ " + GOAL, ratio >= GOAL));
        }
    }

    private static SqliteThreadStore open(Bench bench, String name, Duration pause) {
        SqliteOptions usual = SqliteOptions.DEFAULT;
        Path file = bench.directory().resolve(name + ".db");
        return SqliteThreadStore.open(
                file,
                new SqliteOptions(
                        usual.waitingWrites(),
                        usual.readers(),
                        usual.waitingReads(),
                        usual.busyTimeout(),
                        usual.cacheKib(),
                        usual.checkpointPages(),
                        pause,
                        usual.maxPages(),
                        usual.quickCheckBytes()));
    }

    /// Steps a second.
    private static double rate(SqliteThreadStore store, Duration time) throws InterruptedException {
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(threads.submit(() -> append(store, end)));
            }
            int steps = 0;
            for (Future<Integer> caller : callers) {
                steps += caller.get();
            }
            return steps * 1e9 / (System.nanoTime() - begin);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a step was not stored", e);
        }
    }

    private static int append(SqliteThreadStore store, long end) {
        ChatThread thread = ChatThread.create("bench", null);
        store.create(thread, List.of());
        int steps = 0;
        while (System.nanoTime() < end) {
            store.append(thread.id(), List.of(Events.user("question"), Events.assistant("answer")));
            steps++;
        }
        return steps;
    }

    /// Steps a second.
    private record Round(double with, double without) {}
}
