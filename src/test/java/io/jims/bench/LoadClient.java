package io.jims.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/// A closed loop: so many sockets, each sending its next message when it has the answer to the
/// last.
final class LoadClient {
    private LoadClient() {}

    /// @param messagesPerSecond answers that came in the measured time
    /// @param p50Nanos median time from a message to its answer
    record Load(double messagesPerSecond, long p50Nanos, long p99Nanos) {}

    /// Loads a server of this kind that listens on this port.
    ///
    /// @param warmUp runs first and is not measured
    /// @throws IllegalStateException if an answer was wrong, of a server that may not fail; one
    ///   that may has its right answers counted
    /// @throws IOException if a connection failed or an answer did not come
    static Load run(ServerKind server, int port, int sockets, Duration warmUp, Duration measured)
            throws IOException, InterruptedException {
        List<ChatSocket> open = open(server, port, sockets);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long from = System.nanoTime() + warmUp.toNanos();
            long to = from + measured.toNanos();
            List<Future<Tally>> loops =
                    open.stream().map(s -> threads.submit(() -> loop(s, from, to))).toList();
            List<Tally> tallies = new ArrayList<>();
            for (Future<Tally> loop : loops) {
                tallies.add(await(loop));
            }
            return load(server, tallies, measured);
        } finally {
            closeAll(open);
        }
    }

    /// So many sockets, none of which has sent anything.
    static List<ChatSocket> open(ServerKind server, int port, int sockets) throws IOException {
        List<ChatSocket> open = new ArrayList<>(sockets);
        try {
            for (int i = 0; i < sockets; i++) {
                open.add(ChatSocket.open(server, port, "", i));
            }
            return open;
        } catch (IOException e) {
            closeAll(open);
            throw e;
        }
    }

    static void closeAll(List<ChatSocket> sockets) throws IOException {
        for (ChatSocket socket : sockets) {
            socket.close();
        }
    }

    private static Tally loop(ChatSocket socket, long from, long to) throws IOException {
        Tally tally = new Tally();
        long sent = System.nanoTime();
        while (sent < to) {
            boolean right = socket.ask();
            long answered = System.nanoTime();
            if (!right) {
                tally.wrong.add(socket.lastAnswer());
            }
            if (right && answered >= from && answered < to) {
                tally.add(answered - sent);
            }
            sent = answered;
        }
        return tally;
    }

    private static Tally await(Future<Tally> loop) throws IOException, InterruptedException {
        try {
            return loop.get();
        } catch (ExecutionException e) {
            throw new IOException("a connection failed under load: " + e.getCause(), e);
        }
    }

    private static Load load(ServerKind server, List<Tally> tallies, Duration measured) {
        List<String> wrong = tallies.stream().flatMap(tally -> tally.wrong.stream()).toList();
        if (!wrong.isEmpty() && !server.mayFail()) {
            throw new IllegalStateException(
                    wrong.size() + " answers were wrong, the first: " + wrong.getFirst());
        }
        long[] latencies = tallies.stream().flatMapToLong(Tally::latencies).sorted().toArray();
        if (latencies.length == 0) {
            throw new IllegalStateException("nothing was answered within " + measured);
        }
        return new Load(
                latencies.length * 1e9 / measured.toNanos(),
                latencies[latencies.length / 2],
                latencies[(int) (latencies.length * 0.99)]);
    }

    /// What one socket saw.
    private static final class Tally {
        private long[] nanos = new long[1_024];
        private int size;
        private final List<String> wrong = new ArrayList<>();

        void add(long latency) {
            if (size == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * size);
            }
            nanos[size++] = latency;
        }

        LongStream latencies() {
            return Arrays.stream(nanos, 0, size);
        }
    }

    /// Loads a server by hand, for profiling.
    ///
    /// @param arguments kind of the server, port, sockets, seconds
    static void main(String[] arguments) throws IOException, InterruptedException {
        Duration time = Duration.ofSeconds(Long.parseLong(arguments[3]));
        Load load =
                run(
                        ServerKind.valueOf(arguments[0]),
                        Integer.parseInt(arguments[1]),
                        Integer.parseInt(arguments[2]),
                        Duration.ofSeconds(1),
                        time);
        System.out.println(load);
    }
}
