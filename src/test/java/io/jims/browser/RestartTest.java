package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

@BrowserTest
class RestartTest {
    private final DirectedPipeline pipeline = new DirectedPipeline();

    @Test
    void serverRestart_betweenMessages_isHardlySeen(Stage stage) throws Exception {
        ChatServer server = stage.serve(pipeline);
        WidgetPage page = stage.open(ScriptTag.of(server)).open().say("one");
        pipeline.say("1").end();
        assertThat(page.answers()).hasCount(1);
        server.stop();
        assertThat(page.connectivity()).containsText("Reconnecting");
        server.start();
        assertThat(page.connectivity()).not().containsText("Reconnecting");
        page.say("two");
        pipeline.say("2").end();

        assertShown(page.messages(), "one", "1", "two", "2");
        assertThat(server.contents()).containsExactly("one", "1", "two", "2");
    }

    @Test
    void serverRestart_inTheMiddleOfAnAnswer_givesItWhole(Stage stage) throws Exception {
        ChatServer server = stage.serve(pipeline);
        WidgetPage page = stage.open(ScriptTag.of(server)).open().say("Hi");
        pipeline.stream("Half an ans");
        assertShown(page.answers(), "Half an ans");
        server.stop();
        assertThat(page.connectivity()).containsText("Reconnecting");
        server.start();
        pipeline.stream("A whole ").stream("answer.").end();

        assertShown(page.answers(), "A whole answer.");
        assertThat(page.questions()).hasCount(1);
        assertThat(server.contents()).containsExactly("Hi", "A whole answer.");
    }

    @Test
    void panelOpenedWhileTheServerIsDown_connectsWhenItIsThere(Stage stage) {
        ChatServer server = stage.serve(pipeline);
        WidgetPage page = stage.open(ScriptTag.of(server));
        page.launcher().hover(); // loads the panel
        page.open();
        assertThat(page.connectivity()).not().containsText("Connecting");
        page.close();
        server.stop();
        page.open().say("Hi");
        assertThat(page.questions()).hasCount(1);
        server.start();
        pipeline.say("Hello").end();

        assertShown(page.answers(), "Hello");
    }
}
