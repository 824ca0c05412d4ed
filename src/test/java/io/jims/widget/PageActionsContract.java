package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.admission.AccessSettings;
import io.jims.admission.Quotas;
import io.jims.conversation.run.PipelineExecutor;
import io.jims.core.EventTypes;
import io.jims.core.JimsApp;
import io.jims.core.PageAction;
import io.jims.core.PageActionException;
import io.jims.core.ThreadContext;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.observe.RunObserver;
import io.jims.store.ThreadStore;
import io.jims.testing.JimsClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What becomes of calls of page actions, on every database.
@Timeout(60)
abstract class PageActionsContract {
    private static final Map<String, Object> INPUT = Map.of("sku", "A1", "n", 2);
    static final List<PageAction> ACTIONS =
            List.of(
                    new PageAction("addToCart", "Puts it into the cart", Map.of(), "Into it?"),
                    new PageAction("other", "Does something else", Map.of(), null));
    static final String OFFERS = "\"tools\":[\"addToCart\",\"unheardOf\"]";
    private static final Limits HURRIED =
            new Limits(
                    Limits.DEFAULT.messageCharacters(),
                    Limits.DEFAULT.frameBytes(),
                    Limits.DEFAULT.waitingMessages(),
                    Limits.DEFAULT.sockets(),
                    Limits.DEFAULT.pingInterval(),
                    Limits.DEFAULT.writeTimeout(),
                    Duration.ofMillis(50));

    /// The tab is connected again, after a restart.
    private final CountDownLatch isBack = new CountDownLatch(1);

    private Duration timeout = Duration.ofSeconds(30);
    private ThreadStore store;
    private WidgetServer server;
    private String thread = "";

    /// Opens the test's own database, empty at first, once more each time.
    abstract ThreadStore open();

    @BeforeEach
    void start() {
        store = open();
        server = serve(ACTIONS);
    }

    @AfterEach
    void stop() {
        server.stop();
        store.close();
    }

    @Test
    void call_goesToOneTabOnly_andItsResultToTheApp() throws Exception {
        try (JimsClient one = client("");
                JimsClient two = begun(one)) {
            one.message("order");
            JsonNode call = one.readUntil("call");
            assertThat(call.path("name").asText()).isEqualTo("addToCart");
            assertThat(call.path("input").toString()).contains("\"sku\":\"A1\"", "\"n\":2");
            assertThat(call.path("confirm").asText()).isEqualTo("Into it?");
            assertThat(call.path("timeout_ms").asInt()).isEqualTo(30_000);
            two.send(result("11111111-1111-4111-8111-111111111111", "\"value\":7"));
            one.send(result(id(call), "\"value\":{\"items\":[1,null]}"));
            one.send(result(id(call), "\"value\":\"second\""));

            assertThat(answer(one)).isEqualTo("{items=[1, null]}");
            assertThat(two.readAllUntil("done"))
                    .noneMatch(frame -> frame.path("type").asText().equals("call"));
        }
        assertThat(stored(EventTypes.PAGE_CALL)).hasSize(1);
        assertThat(stored(EventTypes.PAGE_RESULT))
                .extracting(event -> String.valueOf(event.data().get("value")))
                .containsExactly("{items=[1, null]}");
    }

    @Test
    void errorOfThePage_isTheApps() throws Exception {
        try (JimsClient one = client("")) {
            one.message("order");
            one.send(result(id(one.readUntil("call")), "\"error\":\"sold out\""));

            assertThat(answer(one)).isEqualTo("FAILED sold out");
        }
    }

    @Test
    void pageThatOffersNothing_isNotCalled() throws Exception {
        try (JimsClient one = JimsClient.greeted(server.port(), "")) {
            one.message("order");

            assertThat(answer(one)).startsWith("UNAVAILABLE no page");
        }
        thread = "";
        try (JimsClient one = client("")) {
            one.message("unheardOf");
            assertThat(answer(one)).startsWith("UNAVAILABLE there is no action unheardOf");
            one.message("what");
            assertThat(answer(one)).isEqualTo("[addToCart]");
        }
    }

    @Test
    void tabThatConnectsAgain_isNotCalledAgain_andMayStillAnswer() throws Exception {
        String call;
        try (JimsClient lost = client("")) {
            lost.message("order");
            thread = lost.readUntil("ack").path("thread_id").asText();
            call = id(lost.readUntil("call"));
        }
        try (JimsClient again = client(here())) {
            again.send(result(call, "\"value\":\"done\""));

            assertThat(again.readAllUntil("done"))
                    .noneMatch(frame -> frame.path("type").asText().equals("call"))
                    .anyMatch(frame -> frame.path("text").asText().equals("done"));
        }
    }

    @Test
    void runAfterARestart_doesNotCallAgain() throws Exception {
        try (JimsClient lost = client("")) {
            lost.message("order");
            thread = lost.readUntil("ack").path("thread_id").asText();
            lost.readUntil("call");
        }
        server.stop();
        store.close();
        store = open();
        server = serve(ACTIONS);
        try (JimsClient again = client(here())) {
            isBack.countDown();
            List<JsonNode> frames = again.readAllUntil("done");

            assertThat(frames).noneMatch(frame -> frame.path("type").asText().equals("call"));
            assertThat(frames)
                    .anyMatch(frame -> frame.path("text").asText().startsWith("UNCERTAIN"));
        }
        assertThat(stored(EventTypes.PAGE_CALL)).hasSize(1);
    }

    @Test
    void pageThatDoesNotAnswer_isUncertain() throws Exception {
        timeout = Duration.ofMillis(50);
        try (JimsClient one = client("")) {
            one.message("order");

            assertThat(answer(one)).startsWith("UNCERTAIN the page did not answer");
        }
        assertThat(stored(EventTypes.PAGE_RESULT)).isEmpty();
    }

    @Test
    void whatIsTooLarge_isRefused() throws Exception {
        try (JimsClient one = client("")) {
            one.message("order");
            String call = id(one.readUntil("call"));
            one.send(result(call, "\"value\":\"" + "x".repeat(16_384) + "\""));
            assertThat(one.readUntil("error").path("code").asText()).isEqualTo("bad_frame");
            one.send(result(call, "\"value\":true"));

            assertThat(answer(one)).isEqualTo("true");
        }
    }

    @Test
    void feature_isListedWhereThereAreActions() throws Exception {
        WidgetServer without = serve(List.of());
        try (JimsClient one = JimsClient.connect(server.port());
                JimsClient other = JimsClient.connect(without.port())) {
            one.hello(OFFERS);
            other.hello(OFFERS);
            assertThat(one.readUntil("welcome").path("features").toString()).contains("\"tools\"");
            assertThat(other.readUntil("welcome").path("features").toString())
                    .doesNotContain("\"tools\"");
        } finally {
            without.stop();
        }
    }

    private void act(ThreadContext context) throws InterruptedException {
        String text = context.lastUserMessage().orElseThrow();
        if (context.isRetry()) {
            isBack.await();
        }
        if (text.equals("what")) {
            context.sendMessage(
                    context.pageActions().stream().map(PageAction::name).toList().toString());
            return;
        }
        try {
            String name = text.equals("order") ? "addToCart" : text;
            context.sendMessage(String.valueOf(context.call(name, INPUT, timeout)));
        } catch (PageActionException e) {
            context.sendMessage(e.reason() + " " + e.getMessage());
        }
    }

    WidgetServer serve(List<PageAction> actions) {
        return serve(actions, store);
    }

    WidgetServer serve(List<PageAction> actions, ThreadStore on) {
        ServerSettings settings =
                new ServerSettings(
                        "127.0.0.1", 0, AccessSettings.OPEN, 1_000, HURRIED, Quotas.NONE);
        return WidgetServer.start(
                settings.with(actions),
                on,
                new PipelineExecutor(
                        new JimsApp("test", this::act),
                        Duration.ofMinutes(1),
                        16,
                        RunObserver.NONE));
    }

    /// Another tab of the same conversation, which has been begun by the first one.
    JimsClient begun(JimsClient one) throws IOException {
        one.message("what");
        thread = one.readUntil("ack").path("thread_id").asText();
        one.readUntil("done");
        return client(here());
    }

    JimsClient client(String members) throws IOException {
        return JimsClient.greeted(
                server.port(), members.isEmpty() ? OFFERS : members + "," + OFFERS);
    }

    String here() {
        return "\"thread_id\":\"" + thread + "\"";
    }

    private String answer(JimsClient client) throws IOException {
        String answer = "";
        for (JsonNode frame : client.readAllUntil("done")) {
            if (frame.path("type").asText().equals("ack")) {
                thread = frame.path("thread_id").asText();
            }
            if (frame.path("role").asText().equals("assistant")) {
                answer = frame.path("text").asText();
            }
        }
        return answer;
    }

    /// The thread that a message began.
    void know(JsonNode ack) {
        thread = ack.path("thread_id").asText();
    }

    void stopFirst() {
        server.stop();
    }

    /// Lets runs that are retried go on.
    void isBack() {
        isBack.countDown();
    }

    private List<ThreadEvent> stored(String type) {
        return store.events(ThreadId.parse(thread).orElseThrow(), 100).stream()
                .filter(event -> event.type().equals(type))
                .toList();
    }

    static String id(JsonNode call) {
        return call.path("id").asText();
    }

    static String result(String call, String members) {
        return "{\"type\":\"result\",\"id\":\"" + call + "\"," + members + "}";
    }
}
