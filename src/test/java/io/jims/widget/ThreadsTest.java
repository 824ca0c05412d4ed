package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import io.jims.testing.InMemoryThreadStore;
import io.jims.testing.RawSocket;
import io.jims.testing.TestServer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadsTest {
    @Test
    void connecting_createsNoThread() throws Exception {
        try (TestServer server = TestServer.echo()) {
            try (RawSocket socket = RawSocket.open(server.port(), "")) {
                socket.text(" ");
                assertThat(socket.readText()).contains("Empty message");
            }
            server.awaitNoSockets();

            assertThat(server.store().threads()).isEmpty();
        }
    }

    @Test
    void firstMessage_createsTheThread_withItsEventsInOrder() throws Exception {
        try (TestServer server = TestServer.echo()) {
            say(server, "?contact_id=someone", "Hello");

            ChatThread thread = onlyThread(server);
            assertThat(thread.id().value().version()).isEqualTo(7);
            assertThat(thread.contactId()).isEqualTo("someone");
            assertThat(thread.config()).isEqualTo(Map.of("interface", "widget"));
            List<ThreadEvent> events = server.store().events(thread.id());
            assertThat(events)
                    .extracting(ThreadEvent::type)
                    .containsExactly(
                            "jims.lifecycle.thread_created",
                            "comm.user_message",
                            "comm.assistant_message");
            assertThat(events.stream().map(ThreadEvent::data).toList())
                    .isEqualTo(
                            List.of(
                                    Map.of(),
                                    Map.of("role", "user", "content", "Hello"),
                                    Map.of("role", "assistant", "content", "Echo: Hello")));
            assertThat(events).isSortedAccordingTo(Comparator.comparing(ThreadEvent::createdAt));
        }
    }

    @Test
    void buttonClick_isAnEventOfItsOwn() throws Exception {
        try (TestServer server = TestServer.echo()) {
            say(server, "", "btn:yes");

            assertThat(server.store().events(onlyThread(server).id()))
                    .extracting(ThreadEvent::type)
                    .contains("comm.user_button_click")
                    .doesNotContain("comm.user_message");
        }
    }

    static Stream<UnaryOperator<String>> spellings() {
        return Stream.of(
                id -> id,
                id -> id.replace("-", ""),
                id -> id.toUpperCase(Locale.ROOT),
                id -> id.replace("-", "").toUpperCase(Locale.ROOT));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void knownThread_isResumed_andKeepsItsContact(UnaryOperator<String> spelling) throws Exception {
        try (TestServer server = TestServer.echo()) {
            say(server, "?contact_id=first", "one");
            String id = onlyThread(server).id().value().toString();

            say(server, "?contact_id=second&thread_id=" + spelling.apply(id), "two");

            assertThat(onlyThread(server).contactId()).isEqualTo("first");
            assertThat(server.contents()).containsExactly("one", "Echo: one", "two", "Echo: two");
        }
    }

    @Test
    void resumedThread_isSeenByThePipeline() throws Exception {
        try (TestServer server =
                TestServer.of(context ->
                        context.sendMessage(Integer.toString(context.history().size())))) {
            assertThat(say(server, "", "one")).isEqualTo("{\"text\":\"1\"}");
            String id = onlyThread(server).id().value().toString();

            assertThat(say(server, "?thread_id=" + id, "two")).isEqualTo("{\"text\":\"3\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01890a5d-ac96-774b-bcce-b302099a8057",
                "",
                "1",
                "not-a-uuid",
                "01890a5dac96774bbcceb302099a805",
                "{01890a5d-ac96-774b-bcce-b302099a8057}",
                "01890a5d-ac96-774b-bcce-b302099a805g",
                "%00%ff"
            })
    void unknownOrMalformedThread_givesANewOneOfOurOwnId(String id) throws Exception {
        try (TestServer server = TestServer.echo()) {
            assertThat(
                            say(
                                    server,
                                    "?thread_id=" + id.replace("{", "%7B").replace("}", "%7D"),
                                    "Hi"))
                    .isEqualTo("{\"text\":\"Echo: Hi\"}");

            UUID made = onlyThread(server).id().value();
            assertThat(made.version()).isEqualTo(7);
            assertThat(made.toString()).isNotEqualTo(id);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?contact_id=", "?contact_id=%20"})
    void visitorWithoutContact_getsOne(String query) throws Exception {
        try (TestServer server = TestServer.echo()) {
            say(server, query, "Hello");

            String contact = onlyThread(server).contactId();
            assertThat(contact).startsWith("widget:");
            assertThat(
                            UUID.fromString(String.valueOf(contact).substring("widget:".length()))
                                    .version())
                    .isEqualTo(7);
        }
    }

    @Test
    void storeThatFails_isToldInPlainWords_andTriedAgainWithTheNextMessage() throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            InMemoryThreadStore store = server.store();
            store.failing(true);
            assertNotSaved(socket, "one");
            store.failing(false);
            socket.text("two");
            assertThat(socket.readText()).isEqualTo("{\"text\":\"Echo: two\"}");
            store.failing(true);
            assertNotSaved(socket, "three");
            store.failing(false);
            socket.text("four");
            assertThat(socket.readText()).isEqualTo("{\"text\":\"Echo: four\"}");

            assertThat(store.events(onlyThread(server).id())).hasSize(5);
            assertThat(server.contents()).containsExactly("two", "Echo: two", "four", "Echo: four");
        }
    }

    private static void assertNotSaved(RawSocket socket, String text) throws Exception {
        socket.text(text);
        assertThat(socket.readText())
                .isEqualTo(
                        "{\"error\":\"The message could not be saved. Please send it again"
                                + " later.\"}");
    }

    private static ChatThread onlyThread(TestServer server) {
        return assertThat(server.store().threads()).singleElement().actual();
    }

    private static String say(TestServer server, String query, String text) throws Exception {
        try (RawSocket socket = RawSocket.open(server.port(), query)) {
            socket.text(text);
            return socket.readText();
        }
    }
}
