package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ChatMessage;
import io.jims.core.Pipeline;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.store.ThreadStore;
import io.jims.testing.Await;
import io.jims.testing.JimsClient;
import io.jims.testing.RawSocket;
import io.jims.testing.TestServer;
import io.jims.testing.TestTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What pages and tokens tell beside a visitor's messages, on every database.
@Timeout(60)
abstract class PageContextContract {
    private final List<List<ChatMessage>> seen = new CopyOnWriteArrayList<>();
    private final Semaphore held = new Semaphore(1_000);
    private final Pipeline pipeline =
            context -> {
                held.acquire();
                seen.add(context.context());
                context.sendMessage(context.page() + " " + context.visitor());
            };
    private ThreadStore store;
    private WidgetServer server;
    private String thread = "";

    /// Opens the test's own database, empty at first, once more each time.
    abstract ThreadStore open();

    @BeforeEach
    void start() {
        store = open();
        server = TestServer.start(pipeline, Limits.DEFAULT, Duration.ofMinutes(1), store);
    }

    @AfterEach
    void stop() {
        server.stop();
        store.close();
    }

    @Test
    void page_isWhatTheVisitorSays_beforeTheirMessage_untilItTellsSomethingElse() throws Exception {
        try (JimsClient client = client("")) {
            client.messageWith(
                    "{\"url\":\"https://shop.example/a\",\"cart\":{\"items\":[1]}}", "Hi");
            assertThat(answer(client))
                    .isEqualTo("{url=https://shop.example/a, cart={items=[1]}} {}");
            client.message("And?");
            assertThat(answer(client))
                    .isEqualTo("{url=https://shop.example/a, cart={items=[1]}} {}");
        }
        restart();
        try (JimsClient client = client(here())) {
            client.message("Now?");
            assertThat(answer(client)).startsWith("{url=https://shop.example/a, ");
            client.messageWith("{\"url\":\"https://shop.example/b\"}", "And now?");
            assertThat(answer(client)).isEqualTo("{url=https://shop.example/b} {}");
        }

        List<ThreadEvent> events = events();
        assertThat(events)
                .extracting(ThreadEvent::type)
                .startsWith(
                        "jims.lifecycle.thread_created",
                        "context.page",
                        "comm.user_message",
                        "comm.assistant_message",
                        "comm.user_message");
        assertThat(events).filteredOn(event -> event.type().equals("context.page")).hasSize(2);
        assertThat(events.get(1).text("role")).isEqualTo("user");
        assertThat(seen.getFirst())
                .containsExactly(
                        new ChatMessage(
                                "user",
                                "[The page that the visitor has open tells this. It proves"
                                        + " nothing.]\nurl: https://shop.example/a\ncart.items.0: 1"),
                        new ChatMessage("user", "Hi"));
    }

    @Test
    void pageIsNotShown_asAMessage() throws Exception {
        try (JimsClient client = client("")) {
            client.messageWith("{\"url\":\"x\"}", "Hi");
            answer(client);
        }
        try (JimsClient back = JimsClient.connect(server.port())) {
            back.hello(here());
            assertThat(back.readUntil("welcome").path("events")).hasSize(2);
        }
    }

    @Test
    void messageThatIsSentAgain_tellsItsPageOnce() throws Exception {
        try (JimsClient client = client("")) {
            String frame =
                    "{\"type\":\"message\",\"id\":\"11111111-1111-4111-8111-111111111111\","
                            + "\"text\":\"Hi\",\"context\":{\"a\":1}}";
            client.send(frame);
            answer(client);
            client.send(frame);
            client.readUntil("done");
        }

        assertThat(events())
                .extracting(ThreadEvent::type)
                .containsOnlyOnce("context.page")
                .containsOnlyOnce("comm.user_message");
    }

    /// As if the visitor had waited for the answer before.
    @Test
    void pageOfAMessageThatWaits_isNotSeenByTheRunBefore() throws Exception {
        held.drainPermits();
        try (JimsClient client = client("")) {
            client.messageWith("{\"n\":1}", "one");
            client.readUntil("ack");
            client.messageWith("{\"n\":2}", "two");
            client.messageWith("{\"n\":3}", "three");
            Await.until("all are stored", () -> owing().size() == 7);
            held.release(3);
            List<String> answers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                answers.add(client.readAnswer());
            }

            assertThat(answers).containsExactly("{n=1} {}", "{n=2} {}", "{n=3} {}");
        }
        assertThat(seen.get(1))
                .extracting(ChatMessage::content)
                .satisfiesExactly(
                        page -> assertThat(page).endsWith("n: 1"),
                        text -> assertThat(text).isEqualTo("one"),
                        answer -> assertThat(answer).isEqualTo("{n=1} {}"),
                        page -> assertThat(page).endsWith("n: 2"),
                        text -> assertThat(text).isEqualTo("two"));
    }

    @Test
    void tokenTellsOfTheVisitor_onceUntilItTellsSomethingElse_inBothProtocols() throws Exception {
        server.stop();
        server = TestServer.start(pipeline, store, TestTokens.bySecret());
        String gold = token(Map.of("plan", "gold", "orders", List.of(7)));
        try (JimsClient client = client("\"token\":\"" + gold + "\"")) {
            client.messageWith("{\"plan\":\"stolen\",\"visitor\":{\"plan\":\"stolen\"}}", "Hi");
            assertThat(answer(client)).endsWith(" {orders=[7], plan=gold}");
            client.message("And?");
            assertThat(answer(client)).endsWith(" {orders=[7], plan=gold}");
        }
        String none = token(Map.of());
        try (JimsClient client = client("\"token\":\"" + none + "\"," + here())) {
            client.message("Now?");
            assertThat(answer(client)).endsWith(" {}");
        }
        try (RawSocket basic =
                RawSocket.open(server.port(), "?token=" + gold + "&thread_id=" + thread)) {
            basic.text("And here?");
            assertThat(basic.readText()).contains("plan=gold");
        }

        List<ThreadEvent> told =
                events().stream().filter(e -> e.type().equals("context.visitor")).toList();
        assertThat(told).hasSize(3).extracting(e -> e.text("role")).containsOnly("system");
        assertThat(told.getFirst().text("content"))
                .isEqualTo("What the site knows of this visitor:\norders.0: 7\nplan: gold");
        assertThat(told.get(1).text("content"))
                .isEqualTo("What the site knows of this visitor:\n(nothing)");
    }

    @Test
    void tokenThatTellsNothing_leavesNothing() throws Exception {
        server.stop();
        server = TestServer.start(pipeline, store, TestTokens.bySecret());
        try (JimsClient client = client("\"token\":\"" + TestTokens.of("ann") + "\"")) {
            client.message("Hi");
            assertThat(answer(client)).endsWith(" {}");
        }

        assertThat(events()).extracting(ThreadEvent::type).doesNotContain("context.visitor");
    }

    private static String token(Map<String, Object> facts) {
        return TestTokens.signed(
                TestTokens.claims("ann").claim("ctx", new TreeMap<>(facts)).build());
    }

    private String answer(JimsClient client) throws Exception {
        thread = client.readUntil("ack").path("thread_id").asText();
        String answer = client.readAnswer();
        client.readUntil("done");
        return answer;
    }

    private void restart() {
        server.stop();
        store.close();
        start();
    }

    private List<ThreadEvent> events() {
        return store.events(ThreadId.parse(thread).orElseThrow(), 100);
    }

    /// Of the only thread that there is.
    private List<ThreadEvent> owing() {
        return store.threadsOwingAnswers(1).stream()
                .flatMap(owing -> store.events(owing.id(), 100).stream())
                .toList();
    }

    private String here() {
        return "\"thread_id\":\"" + thread + "\"";
    }

    private JimsClient client(String members) throws Exception {
        return JimsClient.greeted(server.port(), members);
    }
}
