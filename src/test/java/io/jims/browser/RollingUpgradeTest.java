package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.FilePayload;
import io.jims.cli.LiveServer;
import io.jims.testing.JimsClient;
import io.jims.testing.RawSocket;
import io.jims.testing.TestServer;
import io.jims.testing.UploadClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A widget and a server of two versions, as they meet while replicas are replaced one by one, or
/// while a page stays open for a week.
@BrowserTest
class RollingUpgradeTest {
    private static final Pattern FRAME_TYPE = Pattern.compile("\"type\":\"(\\w+)\"");

    @TempDir private Path directory;

    /// Of the optional parts such a server knows nothing, and refuses their frames.
    @Test
    void widget_onAServerWithoutFeatures_usesNone_inTwoTabs_andAfterAReload(Stage stage) {
        Visitor visitor = stage.visitor();
        hearing(visitor, frame -> frame.replaceAll("\"(features|more)\":(\\[[^]]*]|\\w+),?", ""));
        ScriptTag tag =
                ScriptTag.of(stage.serve(TestServer::echo)).with("data-starters", "[\"Hi\"]");
        WidgetPage one = visitor.open(HostPage.with(tag)).open();
        WidgetPage two = visitor.open(HostPage.with(tag)).open();
        one.panel().locator(".starters button").click();
        for (WidgetPage page : List.of(one, two)) {
            assertShown(page.messages(), "Hi", "Echo: Hi");
            assertThat(page.button("Copy")).hasCount(1);
            assertThat(page.panel().locator(".rate")).hasCount(0);
            assertThat(page.messages().locator("time")).hasCount(2);
        }
        two.page().reload();
        assertShown(two.open().messages(), "Hi", "Echo: Hi");
        two.say("Again");
        assertShown(one.messages(), "Hi", "Echo: Hi", "Again", "Echo: Again");

        assertThat(visitor.framesSent().stream().map(RollingUpgradeTest::typeOf).distinct())
                .containsExactlyInAnyOrder("hello", "message");
        assertThat(visitor.console("error")).isEmpty();
    }

    /// What this widget, which is the old one by then, makes of a server to come.
    @Test
    void widget_onANewerServer_passesOverWhatItDoesNotKnow_inTwoTabs_andAfterAReload(Stage stage) {
        Visitor visitor = stage.visitor();
        hearing(
                visitor,
                frame ->
                        frame.replace("\"features\":[", "\"features\":[\"telepathy\",")
                                .replace("\"role\":", "\"mood\":{\"is\":[1]},\"role\":")
                                .replaceFirst("\\{\"type\":", "{\"since\":9,\"type\":"),
                "{\"type\":\"thought\",\"id\":\"1\",\"value\":{\"a\":[]}}",
                "{\"no\":\"type\"}",
                "[]");
        HostPage host = HostPage.with(ScriptTag.of(stage.serve(TestServer::echo)));
        WidgetPage one = visitor.open(host).open().say("Hi");
        assertShown(one.messages(), "Hi", "Echo: Hi");
        WidgetPage two = visitor.open(host).open();
        assertShown(two.messages(), "Hi", "Echo: Hi");
        two.button("Good answer").click();
        assertThat(one.button("Good answer")).hasAttribute("aria-pressed", "true");
        one.page().reload();
        assertShown(one.open().messages(), "Hi", "Echo: Hi");
        one.say("Again");
        assertShown(two.messages(), "Hi", "Echo: Hi", "Again", "Echo: Again");

        assertThat(visitor.console("error")).isEmpty();
    }

    /// Wherever the widget stands, and whatever of this server's an older one has not.
    @ParameterizedTest
    @CsvSource({
        "floating, uploads, false, true",
        "side, handoff_button, true, false",
        "inline, feedback, true, true",
        "full, all, false, false",
    })
    void widget_onAServerWithoutAFeature_standsWhereItIsPut_andShowsTheOthersOnly(
            String mode, String feature, boolean takesFiles, boolean hasPersons, Stage stage) {
        try (LiveServer server = live()) {
            Visitor visitor = stage.visitor();
            String missing =
                    feature.equals("all")
                            ? "\"features\":\\[[^]]*],?|\"uploads\":\\{[^}]*},?"
                            : ",\"%s\"(?=[,\\]])".formatted(feature);
            hearing(visitor, frame -> frame.replaceAll(missing, ""));
            HostPage host = HostPage.with(tag(server).with("data-mode", mode));
            WidgetPage one = shown(visitor.open(host), mode).say("Hi");
            WidgetPage two = shown(visitor.open(host), mode);
            for (WidgetPage page : List.of(one, two)) {
                assertShown(page.messages(), "Hi", "Echo: Hi");
                assertParts(page, takesFiles, hasPersons);
            }
            two.page().reload();
            two.say("Again");
            assertShown(two.messages(), "Hi", "Echo: Hi", "Again", "Echo: Again");
            assertShown(one.messages(), "Hi", "Echo: Hi", "Again", "Echo: Again");
            assertParts(two, takesFiles, hasPersons);
            assertThat(one.widget().locator(".rate"))
                    .hasCount(feature.equals("all") || feature.equals("feedback") ? 0 : 4);

            assertThat(visitor.requests().stream().anyMatch(url -> url.contains("jims-files")))
                    .isEqualTo(takesFiles);
            assertThat(visitor.console("error")).isEmpty();
        }
    }

    /// Widgets of before files and persons, in both protocols, beside one of today.
    @Test
    void olderWidget_onThisServer_seesFilesAsTheirNames_andIsHeardByAPerson(Stage stage)
            throws Exception {
        try (LiveServer server = live()) {
            WidgetPage page = stage.open(tag(server)).open().say("Hi");
            assertShown(page.messages(), "Hi", "Echo: Hi");
            String thread =
                    (String)
                            page.page()
                                    .evaluate("JimsWidget.ready.then((chat) => chat.state.thread)");
            String greeting = "\"thread_id\":\"" + thread + "\"";
            try (JimsClient older = JimsClient.greeted(server.port(), greeting);
                    RawSocket basic = RawSocket.open(server.port(), "?thread_id=" + thread)) {
                page.attach(new FilePayload("a.png", "image/png", UploadClient.PNG));
                page.button("Send").click();
                assertThat(page.panel().locator(".files a")).hasText("a.png");
                assertThat(older.readUntil("message").path("role").asText()).isEqualTo("user");
                assertThat(older.readAnswer()).isEqualTo("Echo: a.png");
                older.readUntil("done");
                older.message("I am old");
                assertThat(older.readAnswer()).isEqualTo("Echo: I am old");
                older.readUntil("done");
                basic.text("I am older");
                assertThat(basic.readText()).isEqualTo("{\"text\":\"Echo: I am older\"}");
                assertThat(older.readAnswer()).isEqualTo("Echo: I am older");
                older.readUntil("done");

                page.button("Talk to a person").click();
                assertThat(page.panel().locator(".person")).isVisible();
                String question = older.message("Still me");
                assertThat(older.readUntil("ack").path("id").asText()).isEqualTo(question);
                assertThat(older.readUntil("done").path("id").asText()).isEqualTo(question);
                page.page().reload();
                assertShown(
                        page.questions(),
                        "Hi",
                        "a.png",
                        "I am old",
                        "I am older",
                        "Talk to a person",
                        "Still me");
            }
        }
    }

    private static void assertParts(WidgetPage page, boolean takesFiles, boolean hasPersons) {
        assertThat(page.widget().locator(".attach")).hasCount(takesFiles ? 1 : 0);
        assertThat(page.widget().locator(".ask-person")).hasCount(hasPersons ? 1 : 0);
    }

    private static WidgetPage shown(WidgetPage page, String mode) {
        if (mode.equals("floating") || mode.equals("side")) {
            page.open();
        }
        page.composer().waitFor();
        return page;
    }

    /// A whole product that takes files and has persons.
    private LiveServer live() {
        return LiveServer.start(
                directory,
                Map.of("JIMS_ADMIN_TOKEN", "0".repeat(64), "JIMS_MODEL", ""),
                "--app=echo",
                "--uploads=uploads",
                "--handoff-button=on");
    }

    private static ScriptTag tag(LiveServer server) {
        return ScriptTag.of("http://127.0.0.1:" + server.port());
    }

    private static String typeOf(String frame) {
        return FRAME_TYPE.matcher(frame).results().findFirst().orElseThrow().group(1);
    }

    /// Is told what a server of another version would say, and these frames before each of them.
    private static void hearing(
            Visitor visitor, UnaryOperator<String> inItsWords, String... others) {
        visitor.context()
                .routeWebSocket(
                        Pattern.compile(".*/ws/chat.*"),
                        socket -> {
                            WebSocketRoute server = socket.connectToServer();
                            server.onMessage(frame -> {
                                List.of(others).forEach(socket::send);
                                socket.send(inItsWords.apply(frame.text()));
                            });
                        });
    }
}
