package io.jims.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.EventTypes;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import io.jims.store.connect.ThreadStores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// One database with the real Python JIMS: a thread that one began goes on in the other.
@Timeout(120)
public abstract class PythonInteroperationContract {
    private static final String SPECIAL = "día 👋 \"quoted\" \\ ";

    private final ThreadId id = ThreadId.create();

    /// What both take as the address of the test's own database, this with Python's driver in it.
    protected abstract String url();

    /// The module of that driver.
    protected abstract String driver();

    @BeforeEach
    void requirePython() throws Exception {
        PythonJims.require(driver());
    }

    @Test
    void threadBegunHere_goesOnInPython_andHereAgain() throws Exception {
        // Python keeps whole seconds on SQLite, so what came before must be older.
        Instant before = Instant.now().minus(Duration.ofMinutes(1));
        try (ThreadStore store = ThreadStores.open(url())) {
            store.create(
                    Samples.thread(id),
                    List.of(
                            event(before, EventTypes.THREAD_CREATED, Map.of()),
                            event(
                                    before.plusSeconds(1),
                                    EventTypes.USER_MESSAGE,
                                    message("user", SPECIAL)),
                            event(
                                    before.plusSeconds(2),
                                    "comm.assistant_message",
                                    message("assistant", "Java heard it"))));
        }

        assertThat(PythonJims.say(url(), id.value().toString(), "And you?"))
                .containsExactlyInAnyOrder(
                        "user: " + SPECIAL,
                        "assistant: Java heard it",
                        "user: And you?",
                        "assistant: Python heard: " + SPECIAL + " | Java heard it | And you?");

        try (ThreadStore store = ThreadStores.open(url())) {
            assertThat(store.find(id).orElseThrow().config()).containsEntry("interface", "widget");
            assertThat(store.events(id, 100))
                    .hasSize(5)
                    .extracting(event -> String.valueOf(event.text("content")))
                    .startsWith("null", SPECIAL, "Java heard it")
                    .contains("And you?");
        }
    }

    @Test
    void threadBegunInPython_goesOnHere_andInPythonAgain() throws Exception {
        PythonJims.say(url(), id.value().toString(), SPECIAL);

        try (ThreadStore store = ThreadStores.open(url())) {
            assertThat(store.find(id).orElseThrow().contactId()).isEqualTo("widget:python");
            assertThat(store.find(id).orElseThrow().config()).containsEntry("interface", "python");
            assertThat(store.events(id, 100))
                    .extracting(event -> event.type() + " " + event.text("content"))
                    .containsExactlyInAnyOrder(
                            EventTypes.THREAD_CREATED + " null",
                            "comm.user_message " + SPECIAL,
                            "comm.assistant_message Python heard: " + SPECIAL);
            assertThat(store.events(id, 1).getFirst().createdAt())
                    .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
            store.append(
                    id,
                    List.of(
                            event(
                                    Instant.now(),
                                    EventTypes.USER_MESSAGE,
                                    message("user", "from Java"))));
        }

        assertThat(PythonJims.say(url(), id.value().toString(), "again"))
                .contains("user: from Java", "user: again")
                .hasSize(5);
    }

    @SuppressWarnings(
            "NullAway") // a record's constructor loses `@Nullable Object` in its class file
    private static ThreadEvent event(Instant at, String type, Map<String, Object> data) {
        return new ThreadEvent(Uuid7.next(), at, type, data);
    }

    private static Map<String, Object> message(String role, String content) {
        return Map.of("role", role, "content", content);
    }
}
