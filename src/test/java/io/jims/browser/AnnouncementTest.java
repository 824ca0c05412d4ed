package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What a screen reader is told.
@BrowserTest
class AnnouncementTest {
    /// Notes every change of the live region.
    private static final String LISTEN =
            """
            node => {
              window.told = [];
              const note = () => {
                const text = node.textContent.trim();
                if (text !== "" && text !== told.at(-1)) told.push(text);
              };
              new MutationObserver(note).observe(node, { childList: true, characterData: true, subtree: true });
            }
            """;

    private final DirectedPipeline pipeline = new DirectedPipeline();

    @Test
    void answer_isAnnouncedWhenItBegins_andOnceWhenItIsThere(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(pipeline))).open();
        page.announcer().evaluate(LISTEN);
        page.say("Hi");
        pipeline.stream("Hel");
        assertShown(page.answers(), "Hel");
        pipeline.stream("lo, **you").stream("**.").end();
        assertThat(page.announcer()).containsText("Hello, you.");

        assertThat(told(page)).containsExactly("Writing an answer…", "Answer: Hello, you.");
    }

    @Test
    void log_isNotReadWhileItGrows(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(pipeline))).open();

        assertThat(page.log()).hasAttribute("aria-live", "off");
        assertThat(page.announcer()).hasAttribute("aria-live", "polite");
    }

    @Test
    void history_isNotReadOut(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(pipeline))).open().say("Hi");
        pipeline.say("Hello").end();
        assertThat(page.answers()).hasCount(1);
        page.page().reload();
        page.open();
        assertThat(page.answers()).hasCount(1);

        assertThat(page.announcer()).not().containsText("Hello");
    }

    @Test
    void failure_isAnnounced(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(pipeline))).open();
        page.announcer().evaluate(LISTEN);
        page.say("Hi");
        pipeline.fail("the kettle is empty");
        assertThat(page.button("Try again")).isVisible();

        page.page().waitForFunction("told.some((text) => text.includes('Something went wrong'))");
    }

    @SuppressWarnings("unchecked")
    private static List<String> told(WidgetPage page) {
        return (List<String>) page.page().evaluate("told");
    }
}
