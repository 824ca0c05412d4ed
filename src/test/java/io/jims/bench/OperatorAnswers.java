package io.jims.bench;

import io.jims.operator.TestOperator;
import io.jims.store.connect.ThreadStores;
import io.jims.store.index.ThreadIndex;
import io.jims.store.sql.SqlThreadStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How soon the operator's listener answers when the database holds a million events: on both
/// databases. BENCH_EVENTS has it hold another number.
final class OperatorAnswers {
    private static final int EVENTS =
            Optional.ofNullable(System.getenv("BENCH_EVENTS"))
                    .map(Integer::parseInt)
                    .orElse(1_000_000);

    private static final int THREADS = EVENTS / ThreadFiller.EVENTS_OF_MANY;

    private static final int TIMES = 20;
    private static final double GOAL_MILLIS = 1_000;

    /// What is asked for, by what the report calls it.
    private static final Map<String, String> QUESTIONS = questions();

    private OperatorAnswers() {}

    static List<Row> measure(Bench bench) throws Exception {
        Path file = bench.directory().resolve("operator.db");
        List<Row> rows = new ArrayList<>();
        rows.addAll(measure(bench, "SQLite", "sqlite:///" + file, ThreadFiller.ofSqlite(file)));
        String url = MeasuredPostgres.url();
        rows.addAll(measure(bench, "PostgreSQL", url, ThreadFiller.ofPostgres(url)));
        return rows;
    }

    private static List<Row> measure(Bench bench, String name, String url, ThreadFiller filler)
            throws Exception {
        List<Row> rows = new ArrayList<>();
        rows.add(fillAndIndex(bench, name, url, filler));
        bench.say("answers of the operator's listener on " + name);
        try (TestOperator operator = TestOperator.start(url);
                HttpClient http = HttpClient.newHttpClient()) {
            millis(http, operator.port(), "/api/threads"); // what the first one costs
            for (Map.Entry<String, String> question : QUESTIONS.entrySet()) {
                String what = "%s, %,d events on %s".formatted(question.getKey(), EVENTS, name);
                rows.add(row(what, millis(http, operator.port(), question.getValue())));
            }
        }
        return rows;
    }

    /// The first start of the listener does this beside the conversations.
    private static Row fillAndIndex(Bench bench, String name, String url, ThreadFiller filler)
            throws SQLException {
        bench.say("%,d events into %s".formatted(EVENTS, name));
        long start;
        try (SqlThreadStore store = ThreadStores.open(url)) {
            filler.fillMany(THREADS);
            bench.say("the index of them");
            start = System.nanoTime();
            try (ThreadIndex index = store.openIndex()) {
                while (index.update()) {
                    // until nothing is left
                }
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return Row.of(
                "index of %,d events on %s".formatted(EVENTS, name),
                "%.0f s".formatted(seconds),
                "",
                "");
    }

    private static double[] millis(HttpClient http, int port, String path)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Authorization", "Bearer " + TestOperator.TOKEN)
                        .build();
        double[] millis = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            millis[i] = (System.nanoTime() - start) / 1e6;
            boolean isEmpty = answer.body().contains("\"threads\":[]"); // as two are meant to be
            if (answer.statusCode() != 200 || isEmpty != path.matches(".*(failed|nothing)")) {
                throw new IllegalStateException(path + ": " + answer.body());
            }
        }
        return millis;
    }

    private static Row row(String what, double[] millis) {
        double slowest = Arrays.stream(millis).max().orElseThrow();
        return Row.of(
                        what,
                        "%.0f ms, the slowest %.0f ms".formatted(Median.of(millis), slowest),
                        "",
                        "")
                .withGoal("≤ 1 s", slowest <= GOAL_MILLIS);
    }

    private static Map<String, String> questions() {
        Map<String, String> questions = new LinkedHashMap<>();
        questions.put("list", "/api/threads");
        questions.put("list of those that were disliked", "/api/threads?rating=down");
        questions.put("list of those that failed", "/api/threads?state=failed");
        questions.put("search for a word in all messages", "/api/threads?q=parcel");
        questions.put("search for a word in few", "/api/threads?q=article77");
        questions.put("search for a word in one", "/api/threads?q=order40001");
        questions.put("search for the beginning of many words", "/api/threads?q=article");
        questions.put("search for three words", "/api/threads?q=parcel+carrier+depot77");
        questions.put("search for a word in none", "/api/threads?q=nothing");
        questions.put("search by contact", "/api/threads?contact=contact-1001");
        questions.put("search by the beginning of all contacts", "/api/threads?contact=contact");
        questions.put(
                "search by contact and word",
                "/api/threads?q=parcel&contact=contact-" + THREADS / 100);
        questions.put(
                "one conversation", "/api/threads/00000000-0000-0000-0000-%012x".formatted(777));
        questions.put("numbers of 30 days", "/api/stats?days=30");
        questions.put("numbers of a year", "/api/stats?days=366");
        questions.put("costs by day and model", "/api/costs?days=366&by=day,model");
        questions.put("costs of a week by contact", "/api/costs?days=7&by=contact");
        questions.put("costs by app", "/api/costs?days=366&by=app");
        return questions;
    }
}
