package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.Await;
import io.jims.testing.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Trains in tunnels, and slow ones.
@BrowserTest
class NetworkTest {
    @Test
    void offline_isSaid_andWhatWasWrittenIsSentOnReturn(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        Line line = stage.lineTo(server);
        Visitor visitor = stage.visitor();
        WidgetPage page = chatted(visitor, line);
        visitor.context().setOffline(true);
        line.cut();
        assertThat(page.connectivity()).containsText("You are offline");
        page.say("two");
        assertThat(page.questions()).hasCount(2);
        line.mend();
        visitor.context().setOffline(false);

        assertShown(page.answers(), "Echo: one", "Echo: two");
        assertThat(page.connectivity()).not().containsText("offline");
        assertThat(server.contents()).hasSize(4);
    }

    /// The page's clock stands still, so no timer of a backoff ever fires.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "window.dispatchEvent(new Event('online'))",
                "document.dispatchEvent(new Event('visibilitychange'))",
                "window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
            })
    void lostConnection_isTriedAgainAtOnce_whenThePageWakes(String event, Stage stage)
            throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        Line line = stage.lineTo(server);
        Visitor visitor = stage.visitor();
        visitor.context().clock().install();
        WidgetPage page = chatted(visitor, line);
        page.page().clock().pauseAt(System.currentTimeMillis() + 1_000);
        line.cut();
        page.page().waitForCondition(() -> visitor.openSockets() == 0);
        Await.until("the server saw it, too", () -> server.openSockets() == 0);
        line.mend();
        page.page().evaluate(event);

        page.page().waitForCondition(() -> server.openSockets() == 1);
    }

    @Test
    void lostConnection_comesBackByItself(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        Line line = stage.lineTo(server);
        WidgetPage page = chatted(stage.visitor(), line);
        line.cut();
        assertThat(page.connectivity()).containsText("Reconnecting");
        line.mend();

        assertThat(page.connectivity()).not().containsText("Reconnecting");
        page.page().waitForCondition(() -> server.openSockets() == 1);
    }

    @Test
    void serverThatWasNeverThere_isSaid_toldToThePage_andTriedNow(Stage stage) {
        Line line = stage.lineTo(stage.serve(TestServer::echo));
        Visitor visitor = stage.visitor();
        WidgetPage page = visitor.open(HostPage.with(ScriptTag.of(line.origin())));
        page.page()
                .evaluate(
                        "origin => { window.codes = []; JimsWidget.mount({ server: origin }).on('error', ({ code }) => codes.push(code)) }",
                        line.origin());
        assertThat(page.launcher()).isVisible();
        line.cutSockets();
        page.open();
        assertThat(
                        page.panel()
                                .locator(".problem")
                                .getByText("The chat cannot be reached right now."))
                .isVisible();
        page.page().waitForFunction("codes.join() === 'unreachable'");
        assertThat(visitor.console("error").toString()).contains("--cors-origins");
        line.mend();
        page.button("Try now").click();

        assertThat(
                        page.panel()
                                .locator(".problem")
                                .getByText("The chat cannot be reached right now."))
                .hasCount(0);
        page.say("one");
        assertShown(page.answers(), "Echo: one");
    }

    @Test
    void messageThatIsNotTaken_isSaidToBeOnItsWay(Stage stage) throws Exception {
        Line line = stage.lineTo(stage.serve(TestServer::echo));
        WidgetPage page = chatted(stage.visitor(), line);
        line.stall();
        page.say("two");
        assertThat(page.shown("Sending…")).isVisible();
        line.flow();

        assertShown(page.answers(), "Echo: one", "Echo: two");
        assertThat(page.shown("Sending…")).hasCount(0);
    }

    @Test
    void slowLine_showsTheMessageAtOnce_andTheAnswerInTime(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        Line line = stage.lineTo(server);
        line.delay(Duration.ofMillis(150));
        WidgetPage page = stage.open(ScriptTag.of(line.origin())).open().say("one").say("two");
        assertShown(page.questions(), "one", "two");

        assertShown(page.answers(), "Echo: one", "Echo: two");
        assertThat(server.contents()).hasSize(4);
    }

    @Test
    void clickWhileThePanelIsStillOnItsWay_isNotLost(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        Line line = stage.lineTo(server);
        WidgetPage page = stage.open(ScriptTag.of(line.origin()));
        assertThat(page.launcher()).isVisible();
        line.stall();
        page.launcher().click();
        assertThat(page.launcher()).isVisible();
        line.flow();

        assertThat(page.composer()).isFocused();
    }

    @Test
    void tunnel_holdsUpTheAnswer_andLosesNothing(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        Line line = stage.lineTo(server);
        WidgetPage page = chatted(stage.visitor(), line);
        line.stall();
        page.say("two");
        assertThat(page.questions()).hasCount(2);
        assertThat(page.answers()).hasCount(1);
        line.flow();

        assertShown(page.answers(), "Echo: one", "Echo: two");
        assertThat(server.contents()).hasSize(4);
    }

    @Test
    void panelThatCannotBeLoaded_isSaidPlainly_andTriedAgainOnTheNextClick(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        Line line = stage.lineTo(server);
        Visitor visitor = stage.visitor();
        WidgetPage page = visitor.open(HostPage.with(ScriptTag.of(line.origin())));
        assertThat(page.launcher()).isVisible();
        line.cut();
        page.launcher().click();
        page.page().waitForCondition(() -> !visitor.console("error").isEmpty());
        line.mend();
        page.open();

        assertThat(page.composer()).isVisible();
    }

    private static WidgetPage chatted(Visitor visitor, Line line) {
        WidgetPage page = visitor.open(HostPage.with(ScriptTag.of(line.origin())));
        page.open().say("one");
        assertShown(page.answers(), "Echo: one");
        return page;
    }
}
