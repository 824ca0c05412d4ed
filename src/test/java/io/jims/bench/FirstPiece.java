package io.jims.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jims.core.Uuid7;
import io.jims.testing.RawSocket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/// How long a piece of an answer takes from the pipeline to a client of `jims.v1`: the first one,
/// for a client that has the server for itself, and all of them where 1,000 answers are streamed at
/// once.
///
/// Both ends read [System#nanoTime], which on Linux is the machine's CLOCK_MONOTONIC and therefore
/// the same clock in every process; elsewhere the figures mean nothing.
final class FirstPiece {
    private static final int WARM_UP = 2_000;
    private static final int RUNS = 1_000;
    private static final int STREAMS = 1_000;
    private static final double GOAL_MILLIS = 0.5;
    private static final JsonMapper JSON = new JsonMapper();

    private FirstPiece() {}

    static List<Row> measure(Bench bench) throws Exception {
        bench.say("times of pieces");
        try (ServerProcess server = bench.start(ServerKind.TIMED, "first-piece")) {
            long[] first;
            try (RawSocket client = greeted(server)) {
                for (int i = 0; i < WARM_UP; i++) {
                    nanos(client);
                }
                first = new long[RUNS];
                for (int i = 0; i < RUNS; i++) {
                    first[i] = nanos(client);
                }
            }
            return List.of(
                    row("first piece from pipeline to client", first),
                    row(
                            "piece from pipeline to client, while %,d answers are streamed"
                                    .formatted(STREAMS),
                            nanosOfMany(server)));
        }
    }

    private static RawSocket greeted(ServerProcess server) throws IOException {
        RawSocket client = RawSocket.openJims(server.port());
        client.text("{\"type\":\"hello\"}");
        return client;
    }

    private static long nanos(RawSocket client) throws IOException {
        ask(client, "What is the time?");
        long nanos = nanosOfPiece(client);
        awaitDone(client);
        return nanos;
    }

    private static long[] nanosOfMany(ServerProcess server) throws Exception {
        List<RawSocket> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < STREAMS; i++) {
                clients.add(greeted(server));
            }
            List<Future<long[]>> reading =
                    clients.stream()
                            .map(client -> threads.submit(() -> nanosOfPieces(client)))
                            .toList();
            LongStream.Builder nanos = LongStream.builder();
            for (Future<long[]> times : reading) {
                Arrays.stream(times.get()).forEach(nanos);
            }
            return nanos.build().toArray();
        } catch (ExecutionException e) {
            throw new IOException("an answer was not streamed", e);
        } finally {
            for (RawSocket client : clients) {
                client.close();
            }
        }
    }

    /// Of the pieces but the first two: others may still be asking then.
    private static long[] nanosOfPieces(RawSocket client) throws IOException {
        ask(client, TimedApp.MANY);
        long[] nanos = new long[TimedApp.PIECES];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = nanosOfPiece(client);
        }
        awaitDone(client);
        return Arrays.copyOfRange(nanos, 2, nanos.length);
    }

    /// From the next piece's leaving the pipeline to its arrival.
    private static long nanosOfPiece(RawSocket client) throws IOException {
        while (true) {
            String frame = client.readText();
            long arrived = System.nanoTime();
            JsonNode json = JSON.readTree(frame);
            if (json.path("type").asText().equals("delta")) {
                return arrived - Long.parseLong(json.path("text").asText().strip());
            }
        }
    }

    private static void ask(RawSocket client, String text) throws IOException {
        client.text(
                "{\"type\":\"message\",\"id\":\"%s\",\"text\":\"%s\"}"
                        .formatted(Uuid7.next(), text));
    }

    private static void awaitDone(RawSocket client) throws IOException {
        String type = "";
        while (!type.equals("done")) {
            type = JSON.readTree(client.readText()).path("type").asText();
        }
    }

    private static Row row(String what, long[] nanos) {
        Arrays.sort(nanos);
        double median = Median.of(Arrays.stream(nanos).asDoubleStream().toArray()) / 1e6;
        double p99 = nanos[(int) (nanos.length * 0.99)] / 1e6;
        return Row.of(
                        what + ", p50 / p99 of %,d".formatted(nanos.length),
                        "%.2f / %.2f ms".formatted(median, p99),
                        "",
                        "")
                .withGoal("p99 ≤ " + GOAL_MILLIS + " ms", p99 <= GOAL_MILLIS);
    }
}
