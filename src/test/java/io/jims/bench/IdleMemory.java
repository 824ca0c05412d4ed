package io.jims.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a socket holds that has had one message answered and is silent now, beside the bare echo's.
final class IdleMemory {
    private static final int FEW = 1_000;
    private static final int MANY = 5_000;
    private static final int MOST = 15_000;
    private static final int BATCH = 500;
    private static final double GOAL_KILOBYTES = 8;
    private static final double PROCESS_GOAL_KILOBYTES = 20;
    private static final int KILOBYTE = 1_024;

    /// Closed connections are torn down within seconds on a busy machine: as long as collections
    /// this far apart differ by more than this, some are left.
    private static final Duration SETTLING = Duration.ofSeconds(3);

    private static final long SETTLED_BYTES = 64 * KILOBYTE;
    private static final int MOST_COLLECTIONS = 10;

    private IdleMemory() {}

    static List<Row> measure(Bench bench) throws IOException, InterruptedException {
        List<Usage> widget = new ArrayList<>();
        List<Usage> bare = new ArrayList<>();
        for (int i = 0; i < bench.rounds(); i++) {
            widget.add(usage(bench, ServerKind.WIDGET, "memory-widget-" + i));
            bare.add(usage(bench, ServerKind.BARE_ECHO, "memory-bare-" + i));
        }
        double few = Median.of(widget, Usage::kilobytesOfFew);
        double many = Median.of(widget, Usage::kilobytesOfMany);
        String goal = "≤ %.0f KB".formatted(GOAL_KILOBYTES);
        return List.of(
                row(FEW, few, Median.of(bare, Usage::kilobytesOfFew))
                        .withGoal(goal, few <= GOAL_KILOBYTES),
                row(MANY, many, Median.of(bare, Usage::kilobytesOfMany))
                        .withGoal(goal, many <= GOAL_KILOBYTES),
                processRow(
                        Median.of(widget, Usage::processKilobytes),
                        Median.of(bare, Usage::processKilobytes)));
    }

    private static Row processRow(double ours, double bare) {
        return Row.of(
                        "process in RAM an idle socket, of %,d, over the empty one".formatted(MOST),
                        kilobytes(ours),
                        kilobytes(bare),
                        "%.2f".formatted(ours / bare))
                .withGoal(
                        "≤ %.0f KB".formatted(PROCESS_GOAL_KILOBYTES),
                        ours <= PROCESS_GOAL_KILOBYTES);
    }

    /// @param processKilobytes what each of [#MOST] sockets adds to a process that has just begun
    private record Usage(double kilobytesOfFew, double kilobytesOfMany, double processKilobytes) {}

    private static Usage usage(Bench bench, ServerKind kind, String name)
            throws IOException, InterruptedException {
        double process = processKilobytes(bench, kind, name + "-process");
        List<ChatSocket> sockets = new ArrayList<>();
        try (ServerProcess server = bench.startWarm(kind, name)) {
            LoadClient.closeAll(openUsed(server, FEW)); // what the first so many leave behind
            long none = settledHeap(server);
            sockets.addAll(openUsed(server, FEW));
            double few = (server.liveHeapBytes() - none) / (double) FEW / KILOBYTE;
            sockets.addAll(openUsed(server, MANY - FEW));
            double many = (server.liveHeapBytes() - none) / (double) MANY / KILOBYTE;
            bench.say("%s: %.1f KB an idle socket".formatted(kind, many));
            return new Usage(few, many, process);
        } finally {
            LoadClient.closeAll(sockets);
        }
    }

    private static double processKilobytes(Bench bench, ServerKind kind, String name)
            throws IOException, InterruptedException {
        List<ChatSocket> sockets = new ArrayList<>();
        try (ServerProcess server = bench.start(kind, name)) {
            long empty = server.residentBytes();
            sockets.addAll(openUsed(server, MOST));
            double each = (server.residentBytes() - empty) / (double) MOST / KILOBYTE;
            bench.say("%s: %.1f KB of the process an idle socket".formatted(kind, each));
            return each;
        } finally {
            LoadClient.closeAll(sockets);
        }
    }

    /// In batches, so that none waits for its question until the server pings it.
    private static List<ChatSocket> openUsed(ServerProcess server, int count) throws IOException {
        List<ChatSocket> sockets = new ArrayList<>(count);
        while (sockets.size() < count) {
            int more = Math.min(BATCH, count - sockets.size());
            List<ChatSocket> batch = LoadClient.open(server.kind(), server.port(), more);
            sockets.addAll(batch);
            for (ChatSocket socket : batch) {
                if (!socket.ask()) {
                    throw new IllegalStateException("an answer was wrong");
                }
            }
        }
        return sockets;
    }

    private static long settledHeap(ServerProcess server) throws IOException, InterruptedException {
        long before = server.liveHeapBytes();
        for (int i = 1; i < MOST_COLLECTIONS; i++) {
            Thread.sleep(SETTLING);
            long now = server.liveHeapBytes();
            if (Math.abs(before - now) < SETTLED_BYTES) {
                return now;
            }
            before = now;
        }
        throw new IllegalStateException(server.kind() + ": its heap does not settle");
    }

    private static Row row(int sockets, double ours, double bare) {
        return Row.of(
                "heap an idle socket, of %,d".formatted(sockets),
                kilobytes(ours),
                kilobytes(bare),
                "%.2f".formatted(ours / bare));
    }

    private static String kilobytes(double kilobytes) {
        return "%.1f KB".formatted(kilobytes);
    }
}
