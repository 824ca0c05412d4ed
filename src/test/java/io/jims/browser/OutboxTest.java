package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.jims.testing.TestServer;
import org.junit.jupiter.api.Test;

/// Messages that the server has not acknowledged.
@BrowserTest
class OutboxTest {
    @Test
    void messageWhileTheServerIsDown_waits_andIsSentOnce(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        WidgetPage page = chatted(stage, server);
        server.stop();
        page.say("two");
        assertThat(page.questions().last().getByText("Waiting to be sent")).isVisible();
        server.start();

        assertShown(page.answers(), "Echo: one", "Echo: two");
        assertThat(page.widget().getByText("Waiting to be sent")).hasCount(0);
        assertThat(server.contents()).containsExactly("one", "Echo: one", "two", "Echo: two");
    }

    @Test
    void messageSurvivesAReload_whileTheServerIsDown(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        Line line = stage.lineTo(server); // serves the script while the socket's server is away
        ScriptTag tag = ScriptTag.of(line.origin());
        WidgetPage page = stage.open(tag).open().say("one");
        assertThat(page.answers()).hasCount(1);
        line.cutSockets();
        page.say("two").say("three");
        assertShown(page.questions(), "one", "two", "three");
        page.page().reload();
        page.open();
        assertThat(page.questions().last()).containsText("three");
        line.mend();

        assertThat(page.answers().last()).containsText("Echo: three");
        assertThat(server.contents())
                .containsExactlyInAnyOrder(
                        "one", "Echo: one", "two", "Echo: two", "three", "Echo: three");
    }

    @Test
    void messageOfAClosedPanel_isSentAfterAReload_withoutOpening(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        Line line = stage.lineTo(server);
        WidgetPage page = stage.open(ScriptTag.of(line.origin())).open().say("one");
        assertThat(page.answers()).hasCount(1);
        line.cutSockets();
        page.say("two");
        assertThat(page.questions()).hasCount(2);
        page.close();
        page.page().reload();
        line.mend();

        assertThat(page.badge()).hasText("1");
        assertThat(server.contents()).containsExactly("one", "Echo: one", "two", "Echo: two");
    }

    @Test
    void acknowledgementThatIsLost_leadsToNoSecondRun(Stage stage) throws Exception {
        DirectedPipeline pipeline = new DirectedPipeline();
        ChatServer server = stage.serve(pipeline);
        Line line = stage.lineTo(server);
        WidgetPage page = stage.open(ScriptTag.of(line.origin())).open().say("one");
        pipeline.say("1").end();
        assertThat(page.answers()).hasCount(1);
        assertThat(pipeline.awaitBegun()).isEqualTo("one");
        line.stallAnswers();
        page.say("two");
        assertThat(pipeline.awaitBegun()).isEqualTo("two");
        line.cut();
        line.flow();
        line.mend();
        pipeline.say("2").end();

        assertShown(page.answers(), "1", "2");
        assertShown(page.questions(), "one", "two");
        assertThat(pipeline.unawaited()).isZero();
        assertThat(server.contents()).containsExactly("one", "1", "two", "2");
    }

    private static WidgetPage chatted(Stage stage, ChatServer server) {
        WidgetPage page = stage.open(ScriptTag.of(server)).open().say("one");
        Locator answer = page.answers();
        assertShown(answer, "Echo: one");
        return page;
    }
}
