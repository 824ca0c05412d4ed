package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.WebSocketRoute;
import io.jims.testing.TestServer;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A widget and a server of two versions, as they meet while replicas are replaced one by one, or
/// while a page stays open for a week.
@BrowserTest
class RollingUpgradeTest {
    private static final Pattern FRAME_TYPE = Pattern.compile("\"type\":\"(\\w+)\"");

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
