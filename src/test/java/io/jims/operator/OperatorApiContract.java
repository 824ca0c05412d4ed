package io.jims.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.core.EventTypes;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.operator.OperatorClient.Answer;
import io.jims.operator.http.JsonAnswers;
import io.jims.testing.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the API answers, on every database.
abstract class OperatorApiContract {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    TestOperator operator;
    private HttpClient http;

    /// What `--db` names: a database of the test's own, empty at first.
    abstract String database();

    @BeforeEach
    void start() {
        operator = TestOperator.start(database());
        http = HttpClient.newHttpClient();
    }

    @AfterEach
    void stop() {
        operator.close();
        http.shutdownNow();
    }

    @Test
    void threads_areListed_newestFirst_byPages() throws Exception {
        List<ThreadId> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.addFirst(operator.talk("ann", NOON.plusSeconds(i), "Question " + i, ""));
        }
        operator.awaitListed(5);

        JsonNode first = get("/api/threads?limit=3");
        JsonNode rest = get("/api/threads?limit=3&before=" + first.path("before").asText());

        assertThat(first.path("threads").findValuesAsText("thread_id"))
                .containsExactlyElementsOf(ids(made.subList(0, 3)));
        assertThat(rest.path("threads").findValuesAsText("thread_id"))
                .containsExactlyElementsOf(ids(made.subList(3, 5)));
        assertThat(rest.path("before").isNull()).isTrue();
        assertThat(first.path("threads").get(0).toString())
                .isEqualTo(
                        "{\"thread_id\":\"%s\",\"contact_id\":\"ann\","
                                        .formatted(made.getFirst().value())
                                + "\"created_at\":\"2026-05-01T12:00:04Z\","
                                + "\"last_activity_at\":\"2026-05-01T12:00:04Z\","
                                + "\"first_question\":\"Question 4\",\"messages\":1,"
                                + "\"rating\":null,\"failed\":false,\"owed\":false,"
                                + "\"state\":\"assistant\"}");
    }

    @Test
    void threads_areFiltered() throws Exception {
        ThreadId found = operator.talk("ann", NOON, "Where is my 包裹?", "On its way");
        ThreadId other = operator.talk("bob", NOON, "Hi", "");
        operator.append(
                other,
                "jims.widget.feedback",
                NOON.plusSeconds(2),
                Map.of("event_id", "x", "rating", "down"));
        operator.append(other, EventTypes.RUN_FAILED, NOON.plusSeconds(3), Map.of("code", "x"));
        operator.append(found, EventTypes.LANGUAGE, NOON, Map.of("lang", "de-AT"));
        operator.append(other, EventTypes.LANGUAGE, NOON, Map.of("lang", "en"));
        operator.awaitListed(2);
        Await.until("all is taken up", () -> listed("state=failed").size() == 1);
        Await.until("all is taken up", () -> listed("lang=en").size() == 1);

        assertThat(listed("lang=de")).isEqualTo(ids(List.of(found)));
        assertThat(listed("lang=de&rating=down")).isEmpty();
        assertThat(listed("lang=fr")).isEmpty();

        assertThat(listed("q=%E5%8C%85%E8%A3%B9")).isEqualTo(ids(List.of(found)));
        assertThat(listed("contact=a&q=way")).isEqualTo(ids(List.of(found)));
        assertThat(listed("rating=down")).isEqualTo(ids(List.of(other)));
        assertThat(listed("rating=up")).isEmpty();
        assertThat(listed("state=owed")).isEmpty();
        assertThat(listed("state=human")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /api/threads?limit=0      | limit is a whole number from 1 to 200.
                    /api/threads?limit=x      | limit is a whole number from 1 to 200.
                    /api/threads?rating=best  | rating is one of up, down.
                    /api/threads?state=x      | state is one of failed, human, owed.
                    /api/threads?before=x     | before is what the page before ended with.
                    /api/stats?days=367       | days is a whole number from 1 to 366.
                    /api/export?format=xml    | format is one of jsonl, csv.
                    /api/threads?lang=de-AT   | lang is the first part of a language's tag, such as de.
                    /api/costs?days=0         | days is a whole number from 1 to 366.
                    /api/costs?by=day,colour  | by is one or several of app, contact, day, model.
                    /api/costs?format=xml     | format is one of json, csv.
                    """)
    void valueThatIsNotAllowed_isExplained(String path, String reason) throws Exception {
        Answer answer = operator.client().authorized("GET", path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"" + reason + "\"}");
    }

    @Test
    void thread_isShownWithAllEvents_byPages() throws Exception {
        ThreadId thread = operator.talk("ann", NOON, "<b>Hi</b>", "Hello");

        JsonNode first = get("/api/threads/" + thread.value() + "?limit=2");
        JsonNode rest =
                get("/api/threads/" + thread.value() + "?after=" + first.path("after").asText());

        assertThat(first.path("thread_id").asText()).isEqualTo(thread.value().toString());
        assertThat(first.path("contact_id").asText()).isEqualTo("ann");
        assertThat(first.path("events").findValuesAsText("event_type"))
                .containsExactly(EventTypes.THREAD_CREATED, EventTypes.USER_MESSAGE);
        assertThat(first.path("events").get(1).path("event_data").path("content").asText())
                .isEqualTo("<b>Hi</b>");
        assertThat(rest.path("events").findValuesAsText("event_type"))
                .containsExactly(EventTypes.ASSISTANT_MESSAGE);
        assertThat(rest.path("after").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "DELETE, ''", "GET, /export"})
    void unknownThread_isNotFound(String method, String suffix) throws Exception {
        for (String id : List.of("x", ThreadId.create().value().toString())) {
            String path = "/api/threads/" + id + suffix;
            assertThat(operator.client().authorized(method, path).status()).isEqualTo(404);
        }
    }

    @Test
    void thread_isErased_andLeavesTheList() throws Exception {
        ThreadId erased = operator.talk("ann", NOON, "Hi", "Hello");
        operator.talk("ann", NOON, "Kept", "");
        operator.awaitListed(2);

        Answer answer = operator.client().authorized("DELETE", "/api/threads/" + erased.value());

        assertThat(answer.body())
                .isIn("{\"threads\":1,\"events\":3}", "{\"events\":3,\"threads\":1}");
        assertThat(operator.store().find(erased)).isEmpty();
        assertThat(get("/api/threads").path("threads")).hasSize(1);
        assertThat(operator.client().authorized("DELETE", "/api/contacts").status()).isEqualTo(400);

        operator.client().authorized("DELETE", "/api/contacts?contact=ann");

        assertThat(get("/api/threads").path("threads")).isEmpty();
    }

    @Test
    void erasure_byASession_needsAPageOfOurs() throws Exception {
        ThreadId thread = operator.talk("ann", NOON, "Hi", "");
        String session = operator.client().signIn();
        String path = "/api/threads/" + thread.value();

        assertThat(operator.client().send("DELETE", path, "", List.of(session)).status())
                .isEqualTo(401);
        assertThat(
                        operator.client()
                                .send("DELETE", path, "", List.of(session, OperatorClient.OWN_PAGE))
                                .status())
                .isEqualTo(200);
    }

    @Test
    void export_asLines_isWhatTheCommandWrites() throws Exception {
        ThreadId thread = operator.talk("ann", NOON, "Grüße 👋", "Hello");
        operator.talk("bob", NOON.plusSeconds(9), "Hi", "");

        HttpResponse<String> one = stream("/api/threads/" + thread.value() + "/export");
        HttpResponse<String> all = stream("/api/export?format=jsonl");

        assertThat(one.headers().firstValue("Content-Type")).hasValue("application/jsonl");
        assertThat(one.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"conversation.jsonl\"");
        assertThat(one.body().lines()).hasSize(4);
        assertThat(one.body().lines().toList().get(2))
                .contains(
                        "\"record\":\"event\"", "\"content\":\"Gr\\u00FC\\u00DFe \\uD83D\\uDC4B\"");
        assertThat(all.body().lines()).hasSize(7).containsAll(one.body().lines().toList());
    }

    @Test
    void export_asTable_runsNothing() throws Exception {
        ThreadId thread =
                operator.talk("=cmd|' /C calc'!A0", NOON, "=HYPERLINK(\"x\")\nrest", "+1, \"two\"");

        HttpResponse<String> table =
                stream("/api/threads/" + thread.value() + "/export?format=csv");

        assertThat(table.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
        assertThat(table.body())
                .startsWith(
                        "\uFEFF\"thread_id\",\"contact_id\",\"event_id\",\"created_at\","
                                + "\"event_type\",\"role\",\"content\",\"event_data\"\r\n")
                .contains("\"'=cmd|' /C calc'!A0\"")
                .contains("\"'=HYPERLINK(\"\"x\"\")\nrest\"")
                .contains("\"'+1, \"\"two\"\"\"");
    }

    @Test
    void export_ofWhatIsFound_orOfNothing() throws Exception {
        operator.talk("ann", NOON, "parcel", "");
        operator.talk("bob", NOON, "refund", "");
        operator.awaitListed(2);

        assertThat(stream("/api/export?q=parcel").body().lines()).hasSize(3);
        assertThat(stream("/api/export?q=nothing").body()).isEmpty();
        assertThat(stream("/api/export?q=nothing&format=csv").body().lines()).hasSize(1);
    }

    @Test
    void export_ofManyEvents_isWhole() throws Exception {
        ThreadId thread = operator.talk("ann", NOON, "Hi", "");
        for (int i = 0; i < 1_200; i += 300) {
            List<ThreadEvent> some = new ArrayList<>();
            for (int j = 0; j < 300; j++) {
                some.add(
                        ThreadEvent.create("rag.step", Map.of("n", i + j))
                                .at(NOON.plusMillis(1_000L + i + j)));
            }
            operator.store().append(thread, some);
        }

        assertThat(stream("/api/export").body().lines()).hasSize(1_203).doesNotHaveDuplicates();
    }

    @Test
    void streams_onAConnectionThatCloses_areRefused() throws Exception {
        assertThat(operator.client().authorized("GET", "/api/export").body())
                .contains("without Connection: close");
        assertThat(operator.client().authorized("GET", "/api/events").status()).isEqualTo(400);
    }

    @Test
    void stats_countByDayHourAndModel() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
        ThreadId thread = operator.talk("ann", now, "Hi", "Hello");
        operator.append(
                thread,
                EventTypes.QUERY_PROCESSED,
                now.plusSeconds(2),
                Map.of(
                        "technical_info",
                        Map.of(
                                "model_used",
                                "m1",
                                "duration_ms",
                                1_500,
                                "model_stats",
                                Map.of("m1", Map.of("prompt_tokens", 10, "requests_count", 1)))));
        operator.append(
                thread,
                "jims.widget.feedback",
                now.plusSeconds(3),
                Map.of("event_id", "x", "rating", "up"));
        Await.until( // what is counted before would be good for half a minute
                "all is taken up",
                () ->
                        get("/api/threads")
                                .path("threads")
                                .path(0)
                                .path("rating")
                                .asText()
                                .equals("up"));

        JsonNode stats = get("/api/stats?days=2");

        assertThat(stats.path("total").path("messages").asInt()).isEqualTo(1);
        assertThat(stats.path("total").path("up").asInt()).isEqualTo(1);
        assertThat(stats.path("days").findValuesAsText("answers")).containsExactly("1");
        assertThat(stats.path("hours")).hasSize(1);
        assertThat(stats.path("models").get(0).toString())
                .isEqualTo(
                        "{\"model\":\"m1\",\"calls\":1,\"prompt_tokens\":10,"
                                + "\"completion_tokens\":0,\"cached_tokens\":0,\"runs\":1,"
                                + "\"mean_ms\":1500,\"longest_ms\":1500}");
    }

    private void use(
            ThreadId thread, String app, String model, int prompt, int cached, int written) {
        operator.append(
                thread,
                EventTypes.QUERY_PROCESSED,
                Instant.now(),
                Map.of(
                        "technical_info",
                        Map.of(
                                "model_used",
                                model,
                                "app",
                                app,
                                "duration_ms",
                                1,
                                "model_stats",
                                Map.of(
                                        model,
                                        Map.of(
                                                "requests_count", 1,
                                                "prompt_tokens", prompt,
                                                "cached_tokens", cached,
                                                "completion_tokens", written)))));
    }

    @Test
    void costs_areToldByWhatIsAskedFor_exactly() throws Exception {
        ThreadId ann = operator.talk("ann", Instant.now(), "Hi", "");
        ThreadId bob = operator.talk("=bob", Instant.now(), "Hi", "");
        use(ann, "shop", "m1", 3, 1, 1); // 2 * 0.1 + 1 * 0.01 + 1 * 0.2 by the million
        use(bob, "shop", "m1", 1, 0, 0);
        use(bob, "", "own", 7, 0, 0);
        Await.until("all is taken up", () -> get("/api/costs").at("/total/calls").asInt() == 3);

        JsonNode days = get("/api/costs");
        JsonNode contacts = get("/api/costs?by=contact,model,app&days=1");

        assertThat(days.path("currency").asText()).isEqualTo("EUR");
        assertThat(days.path("unpriced").toString()).isEqualTo("[\"own\"]");
        assertThat(days.path("total").toString())
                .isEqualTo(
                        "{\"calls\":3,\"prompt_tokens\":11,\"completion_tokens\":1,"
                                + "\"cached_tokens\":1,\"money\":\"0.00000051\"}");
        assertThat(days.path("rows")).hasSize(1);
        assertThat(contacts.path("rows").findValuesAsText("contact"))
                .containsExactlyInAnyOrder("ann", "=bob", "=bob");
        assertThat(contacts.path("rows").findValuesAsText("app"))
                .containsExactlyInAnyOrder("shop", "shop", "");
        assertThat(contacts.path("rows").findValuesAsText("money"))
                .containsExactlyInAnyOrder("0.00000041", "0.0000001", "null");
        assertThat(
                        operator.client()
                                .authorized("GET", "/api/costs?by=contact,app&format=csv")
                                .body())
                .startsWith(
                        "\uFEFF\"contact\",\"app\",\"calls\",\"prompt_tokens\","
                                + "\"completion_tokens\",\"cached_tokens\",\"money\",\"currency\"\r\n")
                .contains("\"ann\",\"shop\",\"1\",\"3\",\"1\",\"1\",\"0.00000041\",\"EUR\"")
                .contains("\"'=bob\",\"\",\"1\",\"7\"");
    }

    @Test
    void costs_ofWhatWasErased_stay_ofNobody() throws Exception {
        ThreadId ann = operator.talk("ann", Instant.now(), "Hi", "");
        ThreadId bob = operator.talk("bob", Instant.now(), "Hi", "");
        use(ann, "shop", "m1", 3, 0, 0);
        use(bob, "shop", "m1", 4, 0, 0);
        Await.until("all is taken up", () -> get("/api/costs").at("/total/calls").asInt() == 2);

        operator.client().authorized("DELETE", "/api/threads/" + ann.value());
        operator.client().authorized("DELETE", "/api/threads/" + bob.value());

        JsonNode contacts = get("/api/costs?by=contact");
        assertThat(contacts.path("rows").findValuesAsText("contact")).containsExactly("");
        assertThat(contacts.at("/total/prompt_tokens").asInt()).isEqualTo(7);
    }

    @Test
    void events_areToldAsTheyHappen_andToThoseWhoComeBack() throws Exception {
        try (BufferedReader events = follow("")) {
            ThreadId thread = operator.talk("ann", NOON, "Hi", "");
            // The list may be ahead of the feed, which then tells of what is listed already.
            String begin = idOf(awaitTold(events, EventTypes.USER_MESSAGE));
            operator.say(thread, EventTypes.ASSISTANT_MESSAGE, "assistant", NOON, "Hello");

            String told = next(events);
            assertThat(told)
                    .contains("data: {\"thread_id\":\"" + thread.value() + "\"")
                    .contains(
                            "\"type\":\"comm.assistant_message\",\"at\":\"2026-05-01T12:00:00Z\"");

            try (BufferedReader again = follow(begin)) {
                next(again);
                assertThat(next(again)).isEqualTo(told);
            }
            try (BufferedReader late = follow("999999999")) {
                next(late);
                assertThat(next(late)).contains("event: reload");
            }
        }
    }

    /// What is told at once, up to the blank line.
    static String next(BufferedReader events) throws IOException {
        StringBuilder block = new StringBuilder();
        for (String line = events.readLine();
                line != null && !line.isEmpty();
                line = events.readLine()) {
            block.append(line).append('\n');
        }
        return block.toString();
    }

    private static String awaitTold(BufferedReader events, String type) throws IOException {
        String block = next(events);
        while (!block.contains("\"type\":\"" + type + "\"")) {
            assertThat(block).as("the stream goes on").isNotEmpty();
            block = next(events);
        }
        return block;
    }

    private static String idOf(String block) {
        return block.lines()
                .filter(line -> line.startsWith("id: "))
                .findFirst()
                .orElseThrow()
                .substring(4);
    }

    BufferedReader follow(String after) throws Exception {
        HttpRequest.Builder request = request("/api/events");
        if (!after.isEmpty()) {
            request.header("Last-Event-ID", after);
        }
        return new BufferedReader(
                new InputStreamReader(
                        http.send(request.build(), BodyHandlers.ofInputStream()).body(),
                        StandardCharsets.UTF_8));
    }

    private HttpResponse<String> stream(String path) throws Exception {
        return http.send(request(path).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + operator.port() + path))
                .header("Authorization", "Bearer " + OperatorClient.TOKEN);
    }

    private JsonNode get(String path) throws IOException {
        Answer answer = operator.client().authorized("GET", path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return JsonAnswers.JSON.readTree(answer.body());
    }

    private List<String> listed(String query) throws IOException {
        return get("/api/threads?" + query).path("threads").findValuesAsText("thread_id");
    }

    private static List<String> ids(List<ThreadId> threads) {
        return threads.stream().map(thread -> thread.value().toString()).toList();
    }
}
