package io.jims.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What polite visitors feel while one address floods the server, and what that costs in memory.
/// The server has its usual limits.
final class Flood {
    private static final String POLITE_ADDRESS = "127.0.0.2";
    private static final String FLOODING_ADDRESS = "127.0.0.1";
    private static final int POLITE = 20;
    private static final int FLOODING = 200;
    private static final Duration TIME = Duration.ofSeconds(30);

    /// How often a polite visitor writes: all of them stay below the limits of one address.
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final double GOAL_RATIO = 1.5;
    private static final long GOAL_HEAP_MEGABYTES = 32;
    private static final int MEGABYTE = 1 << 20;

    private Flood() {}

    static List<Row> measure(Bench bench) throws IOException, InterruptedException {
        try (ServerProcess server = bench.start(ServerKind.LIMITED, "flood")) {
            List<ChatSocket> visitors = visitors(server.port());
            chat(visitors, Duration.ofSeconds(10)); // lets the JVM compile
            double[] quiet = chat(visitors, TIME);
            long heapBefore = server.liveHeapBytes();
            long frames;
            long cuts;
            double[] flooded;
            long heapAfter;
            long resident;
            try (Flooders flooders = Flooders.start(FLOODING_ADDRESS, server.port(), FLOODING)) {
                flooded = chat(visitors, TIME);
                frames = flooders.frames();
                cuts = flooders.cuts();
                heapAfter = server.liveHeapBytes();
                resident = server.residentBytes();
            } finally {
                LoadClient.closeAll(visitors);
            }
            bench.say("%,d frames in the flood, %,d cuts".formatted(frames, cuts));
            return List.of(
                    latency(quiet, flooded),
                    memory(heapAfter - heapBefore),
                    Row.of(
                            "process in RAM at the flood's end (%,d frames sent)".formatted(frames),
                            "%d MB".formatted(resident / MEGABYTE),
                            "",
                            ""));
        }
    }

    private static Row latency(double[] quiet, double[] flooded) {
        double ratio = percentile(flooded, 0.99) / percentile(quiet, 0.99);
        return Row.of(
                        "%d visitors while %d sockets flood: p50 / p99 of an answer, beside quiet"
                                .formatted(POLITE, FLOODING),
                        millis(flooded),
                        millis(quiet),
                        "%.2f".formatted(ratio))
                .withGoal("p99 ≤ %.1f times".formatted(GOAL_RATIO), ratio <= GOAL_RATIO);
    }

    private static Row memory(long growth) {
        double megabytes = growth / (double) MEGABYTE;
        return Row.of("heap that the flood takes", "%.1f MB".formatted(megabytes), "", "")
                .withGoal(
                        "≤ %d MB".formatted(GOAL_HEAP_MEGABYTES), megabytes <= GOAL_HEAP_MEGABYTES);
    }

    private static List<ChatSocket> visitors(int port) throws IOException {
        List<ChatSocket> sockets = new ArrayList<>();
        for (int i = 0; i < POLITE; i++) {
            sockets.add(
                    ChatSocket.open(
                            ServerKind.LIMITED,
                            POLITE_ADDRESS,
                            port,
                            "?contact_id=polite-" + i,
                            i));
        }
        return sockets;
    }

    /// Has all visitors chat for this time, one after the other again and again.
    ///
    /// @return how long their answers took, in milliseconds, sorted
    private static double[] chat(List<ChatSocket> visitors, Duration time)
            throws InterruptedException {
        Queue<Double> millis = new ConcurrentLinkedQueue<>();
        Queue<Exception> failures = new ConcurrentLinkedQueue<>();
        long end = System.nanoTime() + time.toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < visitors.size(); i++) {
            ChatSocket visitor = visitors.get(i);
            Duration first = PAUSE.multipliedBy(i).dividedBy(visitors.size());
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> { // not held up by the flooders' threads
                                try {
                                    Thread.sleep(first);
                                    while (System.nanoTime() - end < 0) {
                                        millis.add(visitor.nanosOfAnswer() / 1e6);
                                        Thread.sleep(PAUSE);
                                    }
                                } catch (IOException | InterruptedException e) {
                                    failures.add(e);
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("a visitor was not served", failures.peek());
        }
        return millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    private static String millis(double[] sorted) {
        return "%.1f / %.1f ms".formatted(Median.of(sorted), percentile(sorted, 0.99));
    }

    private static double percentile(double[] sorted, double part) {
        if (sorted.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        return sorted[Math.min(sorted.length - 1, (int) Math.ceil(part * sorted.length) - 1)];
    }
}
