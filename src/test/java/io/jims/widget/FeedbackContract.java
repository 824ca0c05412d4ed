package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.core.ChatThread;
import io.jims.core.EventTypes;
import io.jims.core.Events;
import io.jims.core.Feedback;
import io.jims.core.Pipeline;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import io.jims.store.ThreadStore;
import io.jims.testing.JimsClient;
import io.jims.testing.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What becomes of ratings of answers, on every database.
@Timeout(60)
abstract class FeedbackContract {
    /// Answers with what it knows of the visitor's opinion.
    private static final Pipeline OPINIONS =
            context ->
                    context.sendMessage(
                            "Echo: "
                                    + context.feedback().stream()
                                            .map(it -> it.rating() + " " + it.comment())
                                            .toList());

    private ThreadStore store;
    private WidgetServer server;
    private String thread = "";
    private String question = "";
    private String answer = "";

    /// Opens the test's own database, empty at first, once more each time.
    abstract ThreadStore open();

    @BeforeEach
    void start() throws Exception {
        store = open();
        server = TestServer.start(OPINIONS, Limits.DEFAULT, Duration.ofMinutes(1), store);
        converse();
    }

    private void converse() throws Exception {
        try (JimsClient client = client("")) {
            question = client.message("Hi");
            thread = client.readUntil("ack").path("thread_id").asText();
            answer = client.readUntil("message").path("id").asText();
            if (answer.equals(question)) {
                answer = client.readUntil("message").path("id").asText();
            }
            client.readUntil("done");
        }
    }

    @AfterEach
    void stop() {
        server.stop();
        store.close();
    }

    @Test
    void rating_isToldToAllSockets_andIsThereAfterARestart_untilItIsTakenBack() throws Exception {
        try (JimsClient one = client(here());
                JimsClient two = client(here())) {
            one.rate(answer, "up");
            for (JimsClient client : List.of(one, two)) {
                JsonNode rated = client.readUntil("rated");
                assertThat(rated.path("id").asText()).isEqualTo(answer);
                assertThat(rated.path("rating").asText()).isEqualTo("up");
            }
        }
        assertThat(ratingAtWelcome()).isEqualTo("up");

        restart();

        assertThat(ratingAtWelcome()).isEqualTo("up");
        try (JimsClient client = client(here())) {
            client.rate(answer, "none");
            assertThat(client.readUntil("rated").path("rating").asText()).isEqualTo("none");
        }
        assertThat(ratingAtWelcome()).isEmpty();
        restart();
        assertThat(ratingAtWelcome()).isEmpty();
    }

    @Test
    void ratingThatIsKnown_isToldToItsSender_andStoredOnce() throws Exception {
        try (JimsClient client = client(here())) {
            client.rate(answer, "none"); // nothing to take back
            assertThat(client.readUntil("rated").path("rating").asText()).isEqualTo("none");
            client.rate(answer, "up");
            client.rate(answer, "up");
            client.readUntil("rated");
            assertThat(client.readUntil("rated").path("rating").asText()).isEqualTo("up");
        }

        assertThat(stored(EventTypes.FEEDBACK))
                .containsExactly(Map.of("event_id", answer, "rating", "up"));
    }

    @Test
    void firstDown_isARemarkForTheBackoffice_andOneOnly() throws Exception {
        try (JimsClient client = client(here())) {
            client.rate(answer, "down", "  Too long.\n");
            client.readUntil("rated");
            client.rate(answer, "up");
            client.readUntil("rated");
        }
        restart();
        try (JimsClient client = client(here())) {
            client.rate(answer, "down");
            client.readUntil("rated");
        }

        assertThat(stored(EventTypes.FEEDBACK))
                .containsExactly(
                        Map.of("event_id", answer, "rating", "down", "comment", "Too long."),
                        Map.of("event_id", answer, "rating", "up"),
                        Map.of("event_id", answer, "rating", "down"));
        assertThat(stored(EventTypes.BACKOFFICE_FEEDBACK))
                .containsExactly(
                        Map.of(
                                "event_id",
                                answer,
                                "tags",
                                List.of("visitor"),
                                "note",
                                "Too long.",
                                "severity",
                                "Medium"));
    }

    /// The widget rates at once and sends what the visitor writes then; another replica, or one
    /// that was restarted, may be the one that hears it.
    @Test
    void commentAfterTheFirstDown_takesThePlaceOfTheRemark() throws Exception {
        try (JimsClient client = client(here())) {
            client.rate(answer, "down");
            client.readUntil("rated");
        }
        restart();
        try (JimsClient client = client(here())) {
            client.rate(answer, "down", "Too long.");
            client.readUntil("rated");
            client.rate(answer, "none");
            client.readUntil("rated");
            client.rate(answer, "down", "Too long.");
            client.readUntil("rated");
        }

        List<ThreadEvent> remarks = events(EventTypes.BACKOFFICE_FEEDBACK);
        assertThat(remarks)
                .extracting(event -> event.data().get("note"))
                .containsExactly("", "Too long.");
        assertThat(stored(EventTypes.BACKOFFICE_DELETION))
                .containsExactly(Map.of("comment_id", remarks.getFirst().id().toString()));
        assertThat(store.events(threadId(), 100))
                .extracting(ThreadEvent::id)
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsNoAnswerOfThisThread_isRefused_andNothingIsStored() throws Exception {
        String other = answer;
        String elsewhere = here();
        converse();
        String created = store.events(threadId(), 9).getFirst().id().toString();
        try (JimsClient client = client(here());
                JimsClient fresh = client("")) {
            for (String none : List.of(question, other, created, Uuid7.next().toString())) {
                client.rate(none, "up");
                JsonNode error = client.readUntil("error");
                assertThat(error.path("code").asText()).isEqualTo("bad_frame");
                assertThat(error.path("id").asText()).isEqualTo(none);
            }
            fresh.rate(answer, "up");
            assertThat(fresh.readUntil("error").path("code").asText()).isEqualTo("bad_frame");
        }

        assertThat(stored(EventTypes.FEEDBACK)).isEmpty();
        assertThat(elsewhere).isNotEqualTo(here());
    }

    @Test
    void app_seesTheLastWordOnEachAnswer() throws Exception {
        try (JimsClient client = client(here())) {
            client.rate(answer, "up");
            client.readUntil("rated");
            client.rate(answer, "down", "No.");
            client.readUntil("rated");
            client.message("And?");
            assertThat(client.readAnswer()).isEqualTo("Echo: [DOWN No.]");
            client.rate(answer, "none");
            client.readUntil("rated");
            client.message("And now?");
            assertThat(client.readAnswer()).isEqualTo("Echo: []");
        }
    }

    /// Older than what is kept in memory.
    @Test
    void oldAnswers_keepTheirRating_inHistory() throws Exception {
        ThreadId old = ThreadId.create();
        List<ThreadEvent> events = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            events.add(Events.assistant("answer " + i));
        }
        ThreadEvent first = events.getFirst();
        store.create(new ChatThread(old, null, null, first.createdAt(), Map.of()), events);
        store.append(
                old,
                List.of(
                        ThreadEvent.create(
                                EventTypes.FEEDBACK,
                                new Feedback(first.id(), Feedback.Rating.UP, "").toData())));
        store.append(old, events(1_100));
        try (JimsClient client = client("\"thread_id\":\"" + old.value() + "\"")) {
            JsonNode page = client.history(events.get(20).id().toString());

            assertThat(page.path("events").path(0).path("rating").asText()).isEqualTo("up");
            assertThat(page.path("events").path(1).has("rating")).isFalse();
            client.rate(first.id().toString(), "down");
            assertThat(client.readUntil("rated").path("rating").asText()).isEqualTo("down");
        }
    }

    private static List<ThreadEvent> events(int count) {
        List<ThreadEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(Events.assistant("later " + i));
        }
        return events;
    }

    private void restart() {
        server.stop();
        store.close();
        store = open();
        server = TestServer.start(OPINIONS, Limits.DEFAULT, Duration.ofMinutes(1), store);
    }

    private String ratingAtWelcome() throws Exception {
        try (JimsClient client = JimsClient.connect(server.port())) {
            client.hello(here());
            JsonNode events = client.readUntil("welcome").path("events");
            assertThat(events.path(1).path("id").asText()).isEqualTo(answer);
            return events.path(1).path("rating").asText();
        }
    }

    private List<Map<String, Object>> stored(String type) {
        return events(type).stream()
                .<Map<String, Object>>map(event -> Map.copyOf(event.data()))
                .toList();
    }

    private List<ThreadEvent> events(String type) {
        return store.events(threadId(), 100).stream()
                .filter(event -> event.type().equals(type))
                .toList();
    }

    private ThreadId threadId() {
        return ThreadId.parse(thread).orElseThrow();
    }

    private String here() {
        return "\"thread_id\":\"" + thread + "\"";
    }

    private JimsClient client(String members) throws Exception {
        return JimsClient.greeted(server.port(), members);
    }
}
