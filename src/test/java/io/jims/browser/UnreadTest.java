package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Answers that come while the panel is closed.
@BrowserTest
class UnreadTest {
    private final DirectedPipeline pipeline = new DirectedPipeline();

    @Test
    void answer_isCounted_andHintedAtInTheTitle_untilOneLooks(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(pipeline))).open().say("Hi");
        page.close();
        assertThat(page.panel()).not().isVisible();
        pipeline.say("one").say("two").end();

        assertThat(page.badge()).hasText("2");
        assertThat(page.launcher())
                .hasAttribute("aria-label", Pattern.compile("Open chat.*New messages: 2"));
        assertThat(page.page()).hasTitle(Pattern.compile(".*2.*Shop.*"));
        page.open();
        assertThat(page.badge()).not().isVisible();
        assertThat(page.page()).hasTitle("Shop");
    }

    @Test
    void titleThatThePageChangesMeanwhile_isLeftToIt(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(pipeline))).open().say("Hi");
        page.close();
        pipeline.say("one").end();
        assertThat(page.badge()).hasText("1");
        page.page().evaluate("document.title = 'Checkout'");
        page.open();

        assertThat(page.page()).hasTitle("Checkout");
    }

    @Test
    void answerThatIsSeen_isNotCounted(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(pipeline))).open().say("Hi");
        pipeline.say("one").end();
        assertThat(page.button("Copy")).isVisible(); // it is over
        page.close();
        assertThat(page.panel()).not().isVisible();

        assertThat(page.badge()).not().isVisible();
        assertThat(page.page()).hasTitle("Shop");
    }
}
