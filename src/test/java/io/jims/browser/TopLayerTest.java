package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.options.BoundingBox;
import io.jims.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where the widget stands, whatever the page's own elements do.
@BrowserTest
class TopLayerTest {
    private static final String COVER =
            """
            <div style="position: fixed; inset: 0; z-index: 2147483647; background: tan"></div>
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transform: translateY(0)",
                "filter: blur(0)",
                "perspective: 1px",
                "contain: paint",
                "contain: layout",
                "will-change: transform",
                "backdrop-filter: blur(1px)",
                "animation: fade 1s both",
                "user-select: none",
                "opacity: 0.01",
                "pointer-events: none",
                "overflow: hidden",
                "display: grid"
            })
    void styleOfBodyOrRoot_movesNothing(String style, Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        BoundingBox expected = launcher(stage, server, "").boundingBox();
        for (String element : new String[] {"body", "html"}) {
            String rule =
                    "<style>@keyframes fade { from { opacity: 0; transform: scale(0.9) } }"
                            + "main { height: 3000px } %s { %s }</style>".formatted(element, style);
            BoundingBox box = launcher(stage, server, rule).boundingBox();

            assertThat(box.x).as(element).isEqualTo(expected.x, within(1.0));
            assertThat(box.y).as(element).isEqualTo(expected.y, within(1.0));
        }
    }

    @Test
    void elementWithTheTopZIndex_doesNotCoverIt(Stage stage) {
        ScriptTag tag = ScriptTag.of(stage.serve(TestServer::echo));
        WidgetPage page = stage.visitor().open(HostPage.with(tag).body(COVER)).open().say("Hi");

        assertShown(page.answers(), "Echo: Hi");
        page.button("Close chat").click();
        assertThat(page.panel()).not().isVisible();
    }

    @Test
    void popoverThatThePageShowsLater_isBelowThePanelThatOpensAfterIt(Stage stage) {
        String popover =
                "<div id=\"own\" popover=\"manual\" style=\"width: 100vw; height: 50vh; inset: auto 0 0\"></div>";
        ScriptTag tag = ScriptTag.of(stage.serve(TestServer::echo));
        WidgetPage page = stage.visitor().open(HostPage.with(tag).body(popover));
        assertThat(page.launcher()).isVisible();
        page.page().evaluate("document.querySelector('#own[popover]').showPopover()");
        page.page().evaluate("document.querySelector('jims-widget').dataset.open = true");
        page.composer().click();
        page.say("Hi");

        assertShown(page.answers(), "Echo: Hi");
    }

    @ParameterizedTest
    @CsvSource({"html, 1.5", "body, 1.5", "html, 0.8", "html, 2"})
    void zoomOfThePage_leavesThePanelOnTheScreen(String element, double zoom, Stage stage) {
        String rule = "<style>%s { zoom: %s }</style>".formatted(element, zoom);
        ScriptTag tag = ScriptTag.of(stage.serve(TestServer::echo));
        WidgetPage page = stage.visitor().open(HostPage.with(tag).head(rule)).open();
        BoundingBox panel = page.still().panel().boundingBox();

        assertThat(panel.y).isNotNegative();
        assertThat(panel.x).isNotNegative();
        assertThat(panel.y + panel.height)
                .isLessThanOrEqualTo(page.page().viewportSize().height + 0.5);
        assertThat(page.button("Close chat")).isInViewport();
        assertThat(page.composer()).isInViewport();
    }

    @ParameterizedTest
    @ValueSource(strings = {"body", "html", "*"})
    void pageWithoutSelection_leavesTheMessagesSelectable(String element, Stage stage) {
        String rule = "<style>%s { user-select: none }</style>".formatted(element);
        ScriptTag tag = ScriptTag.of(stage.serve(TestServer::echo));
        WidgetPage page = stage.visitor().open(HostPage.with(tag).head(rule)).open().say("Hi");
        assertShown(page.answers(), "Echo: Hi");
        page.answers()
                .locator("p")
                .click(new com.microsoft.playwright.Locator.ClickOptions().setClickCount(3));

        assertThat(page.page().evaluate("getSelection().toString().trim()")).isEqualTo("Echo: Hi");
    }

    @Test
    void xhtml_isAPageLikeAnyOther(Stage stage) {
        String tag = ScriptTag.of(stage.serve(TestServer::echo)).html().replace(" async", "");
        String html =
                "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">"
                        + "<head><title>Shop</title></head><body><h1>A shop</h1>%s</body></html>"
                                .formatted(tag);
        String address = stage.site().putText("/x", "application/xhtml+xml", html);
        WidgetPage page = stage.visitor().open(address).open().say("**Hi**");

        assertShown(page.answers(), "Echo: Hi");
        assertThat(page.answers().locator("strong")).hasText("Hi");
        assertThat(page.panel().locator("svg").first()).isVisible();
    }

    private static com.microsoft.playwright.Locator launcher(
            Stage stage, ChatServer server, String head) {
        WidgetPage page = stage.visitor().open(HostPage.with(ScriptTag.of(server)).head(head));
        assertThat(page.launcher()).isVisible();
        return page.launcher();
    }
}
