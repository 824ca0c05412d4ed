package io.jims.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.core.ThreadId;
import io.jims.operator.OperatorClient.Answer;
import io.jims.operator.http.JsonAnswers;
import io.jims.testing.Await;
import io.jims.testing.JimsClient;
import io.jims.testing.RawSocket;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A person answers by the API, on every database.
@Timeout(60)
abstract class HandoffApiContract {
    private static final String TO_ANNA = "{\"mode\":\"human\",\"by\":\"anna\"}";
    private static final String BACK = "{\"mode\":\"assistant\",\"by\":\"anna\"}";
    private static final String HELLO = "{\"text\":\"Hello, *you*\",\"author\":\"Anna\"}";

    TestOperator operator;

    /// What `--db` names: a database of the test's own, empty at first.
    abstract String database();

    @BeforeEach
    void start() {
        operator = TestOperator.start(database());
    }

    @AfterEach
    void stop() {
        operator.close();
    }

    @Test
    void person_takesOver_speaks_andGivesBack() throws Exception {
        try (JimsClient visitor = JimsClient.connect(operator.chatPort())) {
            visitor.hello("");
            JsonNode welcome = visitor.readUntil("welcome");
            assertThat(welcome.path("features").valueStream().map(JsonNode::asText))
                    .contains("handoff", "handoff_button");
            assertThat(welcome.path("handoff").asText()).isEqualTo("assistant");
            String thread = ask(visitor, "Hi");
            visitor.readUntil("done");

            assertThat(put(thread, TO_ANNA))
                    .isEqualTo(new Said(200, "{\"mode\":\"human\",\"by\":\"anna\"}"));
            assertThat(visitor.readUntil("handoff").path("mode").asText()).isEqualTo("human");
            ask(visitor, "Anyone?");
            assertThat(visitor.readAllUntil("done"))
                    .extracting(frame -> frame.path("type").asText())
                    .containsExactly("message", "done");

            assertThat(post(thread, "typing", "{\"author\":\"Anna\"}").status()).isEqualTo(200);
            JsonNode typing = visitor.readUntil("status");
            assertThat(typing.path("author").path("name").asText()).isEqualTo("Anna");
            JsonNode said = JsonAnswers.JSON.readTree(post(thread, "messages", HELLO).body());
            JsonNode told = visitor.readUntil("message");
            assertThat(told.path("id")).isEqualTo(said.path("event_id"));
            assertThat(told.path("role").asText()).isEqualTo("assistant");
            assertThat(told.path("text").asText()).isEqualTo("Hello, *you*");
            assertThat(told.path("author").path("name").asText()).isEqualTo("Anna");
            assertThat(visitor.readUntil("status").path("text").asText()).isEmpty();
            assertThat(said.path("event_data").toString())
                    .isEqualTo(
                            "{\"role\":\"assistant\",\"content\":\"Hello, *you*\","
                                    + "\"author\":\"Anna\"}");

            put(thread, BACK);
            assertThat(visitor.readUntil("handoff").path("mode").asText()).isEqualTo("assistant");
            ask(visitor, "Bye");
            assertThat(visitor.readAnswer()).isEqualTo("Echo: Bye");
        }
    }

    @Test
    void conversationOfAPerson_isStillTheirs_afterARestart_andShownSo() throws Exception {
        String thread;
        try (JimsClient visitor = JimsClient.greeted(operator.chatPort(), "")) {
            thread = ask(visitor, "Hi");
            visitor.readUntil("done");
            put(thread, TO_ANNA);
            assertThat(get(thread).path("state").asText()).isEqualTo("human");
        }

        operator.close();
        operator = TestOperator.start(database());

        assertThat(get(thread).path("state").asText()).isEqualTo("human");
        Await.until(
                "it is listed so",
                () ->
                        operator.client()
                                .authorized("GET", "/api/threads?state=human")
                                .body()
                                .contains(thread));
        try (JimsClient visitor = JimsClient.connect(operator.chatPort())) {
            visitor.hello("\"thread_id\":\"" + thread + "\"");
            assertThat(visitor.readUntil("welcome").path("handoff").asText()).isEqualTo("human");
            visitor.message("Still there?");
            assertThat(visitor.readAllUntil("done"))
                    .extracting(frame -> frame.path("type").asText())
                    .containsExactly("ack", "message", "done");
            put(thread, BACK);
            ask(visitor, "And now?");
            assertThat(visitor.readAnswer()).isEqualTo("Echo: And now?");
        }
    }

    @Test
    void visitorWhoAsksForAPerson_isFoundAmongThoseInHumanHands() throws Exception {
        try (JimsClient visitor = JimsClient.greeted(operator.chatPort(), "")) {
            visitor.send(
                    """
                    {"type":"message","id":"01890000-0000-7000-8000-000000000001",
                     "text":"btn:handoff","label":"Talk to a person"}
                    """);
            String thread = visitor.readUntil("ack").path("thread_id").asText();
            assertThat(visitor.readAllUntil("done"))
                    .extracting(frame -> frame.path("type").asText())
                    .containsExactly("handoff", "message", "done");

            assertThat(get(thread).path("state").asText()).isEqualTo("human");
            assertThat(get(thread).path("events").findValuesAsText("event_type"))
                    .containsExactly(
                            "jims.lifecycle.thread_created",
                            "state.set.handoff",
                            "comm.user_button_click");
        }
    }

    @Test
    void visitorWithAnyOtherClient_isToldThatAPersonAnswers_andReadsWhatTheySay() throws Exception {
        try (RawSocket visitor = RawSocket.open(operator.chatPort(), "")) {
            visitor.text("Hi");
            assertThat(visitor.readText()).isEqualTo("{\"text\":\"Echo: Hi\"}");
            String thread = onlyThread();
            put(thread, TO_ANNA);
            post(thread, "messages", HELLO);
            assertThat(visitor.readText()).isEqualTo("{\"text\":\"Hello, *you*\"}");

            visitor.text("Anyone?");
            assertThat(visitor.readText()).isEqualTo("{\"text\":\"A person answers you here.\"}");

            put(thread, BACK);
            visitor.text("btn:handoff");
            assertThat(visitor.readText()).isEqualTo("{\"text\":\"A person answers you here.\"}");
            put(thread, BACK);
            visitor.text("Bye");
            assertThat(visitor.readText()).isEqualTo("{\"text\":\"Echo: Bye\"}");
        }
    }

    private String onlyThread() throws Exception {
        operator.awaitListed(1);
        return JsonAnswers.JSON
                .readTree(operator.client().authorized("GET", "/api/threads").body())
                .path("threads")
                .path(0)
                .path("thread_id")
                .asText();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    PUT  | handoff  |                        | The body is a JSON object.
                    PUT  | handoff  | []                     | The body is a JSON object.
                    PUT  | handoff  | {}                     | mode is one of human, assistant.
                    PUT  | handoff  | {"mode":"robot"}       | mode is one of human, assistant.
                    PUT  | handoff  | {"mode":"human","by":1} | by is a string.
                    PUT  | handoff  | {"mode":"human","by":""} | by has 1 to 100 characters, not 0.
                    POST | messages | {"text":"Hi"}          | author is a string.
                    POST | messages | {"author":"Anna"}      | text is a string.
                    POST | messages | {"text":" ","author":"A"} | text has 1 to 16000 characters, not 1.
                    POST | messages | {"text":"Hi","author":" "} | author has 1 to 100 characters, not 0.
                    POST | typing   | {"author":1}           | author is a string.
                    """)
    void whatIsNotAllowed_isExplained_andNothingIsStored(
            String method, String what, String body, String reason) throws Exception {
        ThreadId thread = operator.talk("ann", Instant.now(), "Hi", "");
        int before = operator.store().events(thread, 9).size();

        Answer answer =
                operator.client()
                        .authorized(
                                method,
                                "/api/threads/" + thread.value() + "/" + what,
                                body == null ? "" : body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(JsonAnswers.JSON.readTree(answer.body()).path("error").asText())
                .startsWith(reason);
        assertThat(operator.store().events(thread, 9)).hasSize(before);
    }

    @Test
    void unknownThread_isNotFound() throws Exception {
        for (String id : List.of(ThreadId.create().value().toString(), "x")) {
            assertThat(put(id, TO_ANNA).status()).isEqualTo(404);
            assertThat(post(id, "messages", HELLO).status()).isEqualTo(404);
        }
    }

    @Test
    void nobodyWithoutTheToken_takesOver_norSpeaks() throws Exception {
        ThreadId thread = operator.talk("ann", Instant.now(), "Hi", "");
        int before = operator.store().events(thread, 9).size();
        String path = "/api/threads/" + thread.value();
        OperatorClient client = operator.client();
        String session = client.signIn();

        assertThat(client.send("PUT", path + "/handoff", TO_ANNA, List.of()).status())
                .isEqualTo(401);
        assertThat(client.post(path + "/messages", HELLO).status()).isEqualTo(401);
        assertThat(client.post(path + "/messages", HELLO, session).status()).isEqualTo(401);
        assertThat(client.post(path + "/typing", "{}").status()).isEqualTo(401);
        assertThat(
                        client.post(
                                        path + "/messages",
                                        HELLO,
                                        session,
                                        "Sec-Fetch-Site: cross-site")
                                .status())
                .isEqualTo(403);
        assertThat(operator.store().events(thread, 9)).hasSize(before);
        assertThat(
                        client.post(path + "/messages", HELLO, session, OperatorClient.OWN_PAGE)
                                .status())
                .isEqualTo(200);
    }

    /// Sends a message.
    ///
    /// @return id of its thread, once it is acknowledged
    static String ask(JimsClient visitor, String text) throws IOException {
        visitor.message(text);
        return visitor.readUntil("ack").path("thread_id").asText();
    }

    private Said put(String thread, String body) throws IOException {
        Answer answer =
                operator.client().authorized("PUT", "/api/threads/" + thread + "/handoff", body);
        return new Said(answer.status(), answer.body());
    }

    private Answer post(String thread, String what, String body) throws IOException {
        return operator.client().authorized("POST", "/api/threads/" + thread + "/" + what, body);
    }

    private JsonNode get(String thread) throws IOException {
        return JsonAnswers.JSON.readTree(
                operator.client().authorized("GET", "/api/threads/" + thread).body());
    }

    private record Said(int status, String body) {}
}
