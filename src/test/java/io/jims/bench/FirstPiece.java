package io.jims.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jims.core.Uuid7;
import io.jims.testing.RawSocket;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// How long the first piece of an answer takes from the pipeline to a client of `jims.v1` that has
/// the server for itself.
///
/// Both ends read [System#nanoTime], which on Linux is the machine's CLOCK_MONOTONIC and therefore
/// the same clock in every process; elsewhere the figures mean nothing.
final class FirstPiece {
    private static final int WARM_UP = 2_000;
    private static final int RUNS = 1_000;
    private static final double GOAL_MILLIS = 5;
    private static final JsonMapper JSON = new JsonMapper();

    private FirstPiece() {}

    static List<Row> measure(Bench bench) throws IOException, InterruptedException {
        bench.say("times of first pieces");
        try (ServerProcess server = bench.start(ServerKind.TIMED, "first-piece");
                RawSocket client = RawSocket.openJims(server.port())) {
            client.text("{\"type\":\"hello\"}");
            for (int i = 0; i < WARM_UP; i++) {
                nanos(client);
            }
            long[] nanos = new long[RUNS];
            for (int i = 0; i < RUNS; i++) {
                nanos[i] = nanos(client);
            }
            return List.of(row(nanos));
        }
    }

    /// From the piece's leaving the pipeline to its arrival.
    private static long nanos(RawSocket client) throws IOException {
        client.text(
                "{\"type\":\"message\",\"id\":\"%s\",\"text\":\"What is the time?\"}"
                        .formatted(Uuid7.next()));
        while (true) {
            String frame = client.readText();
            long arrived = System.nanoTime();
            JsonNode json = JSON.readTree(frame);
            if (json.path("type").asText().equals("delta")) {
                awaitDone(client);
                return arrived - Long.parseLong(json.path("text").asText());
            }
        }
    }

    private static void awaitDone(RawSocket client) throws IOException {
        String type = "";
        while (!type.equals("done")) {
            type = JSON.readTree(client.readText()).path("type").asText();
        }
    }

    private static Row row(long[] nanos) {
        Arrays.sort(nanos);
        double median = Median.of(Arrays.stream(nanos).asDoubleStream().toArray()) / 1e6;
        double p99 = nanos[(int) (nanos.length * 0.99)] / 1e6;
        return Row.of(
                        "first piece from pipeline to client, p50 / p99 of %,d".formatted(RUNS),
                        "%.2f / %.2f ms".formatted(median, p99),
                        "",
                        "")
                .withGoal("p99 ≤ %.0f ms".formatted(GOAL_MILLIS), p99 <= GOAL_MILLIS);
    }
}
