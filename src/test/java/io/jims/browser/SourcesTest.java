package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an answer is based on: numbers in its text, and a list below it.
@BrowserTest
class SourcesTest {
    private static final String TEXT = "Green tea costs 2 € [1].";
    private static final String DEFINITION = "[1]: https://example.com/prices \"Price list\"";

    private final DirectedPipeline pipeline = new DirectedPipeline();

    @Test
    void sources_comeWithTheWholeAnswer_inBothTabs_andAfterAReload(Stage stage) {
        Visitor visitor = stage.visitor();
        HostPage host = HostPage.with(ScriptTag.of(stage.serve(pipeline)));
        WidgetPage one = visitor.open(host).open().say("How much?");
        pipeline.stream(TEXT);
        assertThat(one.shown("Green tea costs")).isVisible();
        WidgetPage two = visitor.open(host).open();
        pipeline.stream("\n\n" + DEFINITION);
        pipeline.status("Looking further"); // the piece before is there when this is
        assertThat(one.status()).containsText("Looking further");
        assertThat(one.answers()).not().containsText("[");
        assertThat(one.answers().locator("sup, .sources")).hasCount(0);
        pipeline.end();

        for (WidgetPage page : List.of(one, two)) {
            assertSourced(page);
        }
        one.page().reload();
        assertSourced(one.open());
        assertThat(one.announcer()).not().containsText("example.com");
    }

    @Test
    void copying_takesTheSourcesAlong(Stage stage) {
        Visitor visitor = stage.visitor();
        visitor.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        WidgetPage page =
                visitor.open(HostPage.with(ScriptTag.of(stage.serve(pipeline)))).open().say("Hi");
        pipeline.say(TEXT + "\n\n" + DEFINITION).end();
        page.button("Copy").click();
        assertThat(page.button("Copied")).isVisible();

        assertThat(page.page().evaluate("navigator.clipboard.readText()"))
                .isEqualTo(TEXT + "\n\n" + DEFINITION);
    }

    @Test
    void keyboard_reachesMarkAndList_alsoFromRightToLeft(Stage stage) {
        ScriptTag tag = ScriptTag.of(stage.serve(pipeline)).with("data-lang", "ar");
        WidgetPage page = stage.open(tag).open().say("كم؟");
        pipeline.say("الشاي [1].\n\n" + DEFINITION).end();
        Locator mark = page.answers().locator("sup a");
        mark.focus();
        page.page().keyboard().press("Tab");

        assertThat(page.answers().locator(".sources a")).isFocused();
        assertThat(page.answers().locator(".sources")).containsText("المصادر");
        assertThat(page.answers().locator(".sources li").boundingBox().x)
                .as("there is room for its number on either side")
                .isGreaterThanOrEqualTo(page.answers().locator(".body").boundingBox().x + 20);
    }

    private static void assertSourced(WidgetPage page) {
        Locator mark = page.answers().locator("sup a");
        assertThat(mark).hasText("1");
        assertThat(mark).hasAttribute("href", "https://example.com/prices");
        Locator source = page.answers().locator(".sources li");
        assertThat(source).hasText("Price list");
        assertThat(source.locator("a")).hasAttribute("rel", "noopener noreferrer");
        assertThat(page.answers().locator("p")).hasCount(1);
    }
}
