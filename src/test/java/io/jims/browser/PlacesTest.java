package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import io.jims.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where the widget stands: over the page, at its side, as a part of it, or as all of it.
@BrowserTest
class PlacesTest {
    private static final String TALL = "<div style='height: 4000px'></div>";

    @Test
    void inline_isARegionOfThePage_whichTakesNoFocus_andLoadsWhenItIsNear(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        Visitor visitor = stage.visitor();
        WidgetPage page = visitor.open(inline(server, TALL, ""));
        page.page().waitForFunction("document.querySelector('#place > jims-widget')");
        page.page().locator("#own").focus();
        page.page().waitForLoadState();
        assertThat(panels(visitor)).isZero();
        page.page().evaluate("scrollTo(0, 3000)");
        assertThat(region(page)).isVisible();
        assertThat(page.composer()).isVisible();

        assertThat(page.widget().getByRole(AriaRole.DIALOG)).hasCount(0);
        assertThat(page.launcher()).not().isVisible();
        assertThat(page.page().locator("#own")).isFocused();
        BoundingBox place = page.page().locator("#place").boundingBox();
        BoundingBox panel = page.still().widget().locator(".panel").boundingBox();
        assertThat(List.of(panel.x, panel.y, panel.width, panel.height))
                .isEqualTo(List.of(place.x, place.y, place.width, place.height));
        page.composer().focus();
        page.page().keyboard().press("Escape");
        assertThat(page.composer()).isVisible();
        assertThat(page.widget().locator(".close")).not().isVisible();
    }

    @Test
    void inline_goesOn_inAnotherTab_afterAReload_andOnAPageWhereItFloats(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        Visitor visitor = stage.visitor();
        WidgetPage page = visitor.open(inline(server, "", "")).say("Hi");
        assertShown(page.messages(), "Hi", "Echo: Hi");
        WidgetPage other = visitor.open(inline(server, "", ""));
        assertShown(other.messages(), "Hi", "Echo: Hi");
        other.say("Ho");
        assertShown(page.messages(), "Hi", "Echo: Hi", "Ho", "Echo: Ho");
        page.page().reload();
        assertThat(page.messages()).hasCount(4);
        page.page().navigate(stage.site().put(HostPage.with(ScriptTag.of(server))));

        assertThat(page.launcher()).hasAttribute("aria-expanded", "false");
        assertThat(page.open().messages()).hasCount(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"side", "full"})
    void otherTab_andReload_showTheSameInTheSamePlace(String mode, Stage stage) {
        ScriptTag tag = ScriptTag.of(stage.serve(TestServer::echo)).with("data-mode", mode);
        Visitor visitor = stage.visitor();
        WidgetPage one = visitor.open(HostPage.with(tag));
        WidgetPage two = visitor.open(HostPage.with(tag));
        for (WidgetPage page : List.of(one, two)) {
            if (mode.equals("side")) {
                page.open();
            }
            page.composer().waitFor();
        }
        one.say("Hi");
        assertShown(two.messages(), "Hi", "Echo: Hi");
        two.say("Ho");
        assertShown(one.messages(), "Hi", "Echo: Hi", "Ho", "Echo: Ho");
        two.page().reload();
        assertShown(two.messages(), "Hi", "Echo: Hi", "Ho", "Echo: Ho");

        assertThat(two.still().widget().locator(".panel").boundingBox().height)
                .isEqualTo(two.page().viewportSize().height);
    }

    @Test
    void mountInto_putsItIntoTheElement_andItMovesAndGoesWithIt(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        WidgetPage page = stage.open(ScriptTag.of(server).with("data-contact-id", "floating"));
        page.page()
                .evaluate(
                        """
                        (server) => {
                          window.place = document.createElement("div");
                          place.style.height = "400px";
                          document.body.append(place);
                          window.chat = JimsWidget.mount({ server, contactId: "inline", into: place });
                        }
                        """,
                        server.origin());
        WidgetPage inline = page.widget("data-mode", "inline");
        inline.say("Hi");
        assertShown(inline.messages(), "Hi", "Echo: Hi");
        page.page().evaluate("document.body.prepend(place)");
        assertThat(inline.messages()).hasCount(2);
        page.page().evaluate("place.remove()");
        page.page().waitForCondition(() -> server.openSockets() == 0);
        page.page().evaluate("document.body.append(place)");
        assertThat(inline.messages()).hasCount(2);
        page.page().evaluate("chat.destroy()");

        assertThat(page.page().locator("jims-widget")).hasCount(1);
    }

    @Test
    void inlineWidget_andOneThatFloats_leaveEachOtherAlone(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        HostPage host =
                inline(server, "", "")
                        .body(ScriptTag.of(server).with("data-contact-id", "ann").html());
        WidgetPage page = stage.visitor().open(host);
        WidgetPage inline = page.widget("data-mode", "inline");
        inline.composer().waitFor();
        WidgetPage floating = page.widget("data-contact-id", "ann");
        BoundingBox launcher = floating.launcher().boundingBox();
        assertThat(launcher.x + launcher.width).isEqualTo(page.page().viewportSize().width - 20d);
        floating.open();

        assertThat(inline.composer()).isVisible();
        inline.say("Hi");
        assertShown(inline.messages(), "Hi", "Echo: Hi");
        assertThat(floating.panel()).isVisible();
    }

    @Test
    void full_fillsTheWindow_alsoOfAPhone(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        ScriptTag tag = ScriptTag.of(server).with("data-mode", "full");
        for (int[] size : new int[][] {{1200, 800}, {390, 844}}) {
            Visitor visitor =
                    stage.visitor(new NewContextOptions().setViewportSize(size[0], size[1]));
            WidgetPage page = visitor.open(HostPage.with(tag)).say("Hi");
            assertShown(page.answers(), "Echo: Hi");
            BoundingBox panel = page.still().widget().locator(".panel").boundingBox();

            assertThat(List.of(panel.x, panel.y, panel.width, panel.height))
                    .isEqualTo(List.of(0d, 0d, (double) size[0], (double) size[1]));
            assertThat(region(page)).isVisible();
            assertThat(page.page().evaluate("history.length")).isEqualTo(2);
            page.page().reload();
            assertThat(page.answers()).hasCount(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bottom-right", "bottom-left"})
    void side_takesTheHeightOfTheWindow_atItsSide(String position, Stage stage) {
        ScriptTag tag =
                ScriptTag.of(stage.serve(TestServer::echo))
                        .with("data-mode", "side")
                        .with("data-position", position);
        WidgetPage page = stage.open(tag).open();
        BoundingBox panel = page.still().panel().boundingBox();
        int width = page.page().viewportSize().width;

        assertThat(panel.y).isZero();
        assertThat(panel.height).isEqualTo(page.page().viewportSize().height);
        assertThat(panel.width).isEqualTo(420);
        assertThat(panel.x).isEqualTo(position.endsWith("left") ? 0 : width - 420);
        page.page().reload();
        assertThat(page.panel()).isVisible();
        page.close();
        assertThat(page.launcher()).isFocused();
    }

    @Test
    void expand_makesThePanelLarge_andSmallAgain_andLastsAReload(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        WidgetPage page = stage.open(ScriptTag.of(server)).open();
        double width = page.still().panel().boundingBox().width;
        Locator button = page.button("Expand");
        button.focus();
        page.page().keyboard().press("Enter");
        assertThat(button).hasAttribute("aria-pressed", "true");
        assertThat(page.still().panel().boundingBox().width).isGreaterThan(2 * width);
        assertThat(button).isFocused();
        page.page().reload();
        assertThat(button).hasAttribute("aria-pressed", "true");
        assertThat(page.still().panel().boundingBox().width).isGreaterThan(2 * width);
        page.page().evaluate("JimsWidget.ready.then((chat) => chat.expand(false))");
        assertThat(button).hasAttribute("aria-pressed", "false");
        assertThat(page.still().panel().boundingBox().width).isEqualTo(width);
        page.page().evaluate("JimsWidget.ready.then((chat) => chat.expand())");

        assertThat(button).hasAttribute("aria-pressed", "true");
    }

    @Test
    void sizeOfATab_isItsOwn_alsoAfterReloadsOfBoth(Stage stage) {
        HostPage host = HostPage.with(ScriptTag.of(stage.serve(TestServer::echo)));
        Visitor visitor = stage.visitor();
        WidgetPage one = visitor.open(host).open();
        WidgetPage two = visitor.open(host).open();
        one.button("Expand").click();
        assertThat(one.button("Expand")).hasAttribute("aria-pressed", "true");
        two.page().reload();
        one.page().reload();
        assertThat(one.button("Expand")).hasAttribute("aria-pressed", "true");

        assertThat(two.composer()).isVisible();
        assertThat(two.still().panel().boundingBox().width).isEqualTo(400);
        assertThat(one.still().panel().boundingBox().width).isGreaterThan(800);
    }

    @ParameterizedTest
    @CsvSource({"bottom-right, -1", "bottom-left, 1"})
    void corner_isDrawnToAnySize_whichLastsAReload(String position, int outwards, Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        WidgetPage page = stage.open(ScriptTag.of(server).with("data-position", position)).open();
        page.button("Expand").click();
        page.button("Expand").click();
        Locator grip = page.widget().locator(".grip");
        BoundingBox before = page.still().panel().boundingBox();
        BoundingBox corner = grip.boundingBox();
        page.page().mouse().move(corner.x + 5, corner.y + 5);
        page.page().mouse().down();
        page.page().mouse().move(corner.x + 5 + outwards * 120, corner.y + 5 + 60);
        page.page().mouse().up();
        BoundingBox after = page.still().panel().boundingBox();
        assertThat(after.width).isEqualTo(before.width + 120);
        assertThat(after.height).isEqualTo(before.height - 60);
        page.page().reload();
        assertThat(grip).isVisible();

        assertThat(page.still().panel().boundingBox().width).isEqualTo(after.width);
        assertThat(page.panel().boundingBox().height).isEqualTo(after.height);
    }

    @Test
    void sizeOfAPanel_isNoneOfAWholePage(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        ScriptTag tag = ScriptTag.of(server);
        WidgetPage page = stage.open(tag).open();
        page.button("Expand").click();
        assertThat(page.button("Expand")).hasAttribute("aria-pressed", "true");
        page.page().navigate(stage.site().put(HostPage.with(tag.with("data-mode", "full"))));
        assertThat(page.composer()).isVisible();

        assertThat(page.still().widget().locator(".panel").boundingBox().width)
                .isEqualTo(page.page().viewportSize().width);
    }

    @Test
    void inlinePanel_expandsOverThePage_andBack(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        HostPage host = inline(server, "<div style='transform: translateX(0)'>", "</div>");
        WidgetPage page = stage.visitor().open(host);
        page.widget().locator(".size").click();
        assertThat(page.widget().locator(".size")).hasAttribute("aria-pressed", "true");
        BoundingBox large = page.still().widget().locator(".panel").boundingBox();
        assertThat(large.width).isEqualTo(page.page().viewportSize().width - 40d);
        page.page().keyboard().press("Escape");
        assertThat(page.widget().locator(".size")).hasAttribute("aria-pressed", "false");
        assertThat(page.widget().locator(".size")).isFocused();
        page.widget().locator(".size").click();
        page.page().reload();
        assertThat(page.composer()).isVisible();

        assertThat(page.still().widget().locator(".panel").boundingBox().height).isEqualTo(500);
    }

    @Test
    void buttonOfThePage_opensIt_andHasTheFocusBack(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        String button =
                """
                <button id="help" onclick="JimsWidget.ready.then((chat) => chat.toggle())">Help</button>
                """;
        ScriptTag tag = ScriptTag.of(server).with("data-launcher", "none");
        WidgetPage page = stage.visitor().open(HostPage.with(tag).body(button));
        page.page().waitForFunction("document.querySelector('jims-widget')");
        Locator help = page.page().locator("#help");
        help.focus();
        page.page().keyboard().press("Enter");
        assertThat(page.composer()).isFocused();
        assertThat(page.launcher()).not().isVisible();
        page.page().keyboard().press("Escape");
        assertThat(page.panel()).not().isVisible();
        assertThat(help).isFocused();
        page.page().keyboard().press("Enter");
        assertThat(page.composer()).isFocused();
        page.page().reload();
        assertThat(page.panel()).isVisible();

        assertThat(page.composer()).not().isFocused();
    }

    @Test
    void pageThatOpensItByItself_keepsTheFocus(Stage stage) {
        ScriptTag tag = ScriptTag.of(stage.serve(TestServer::echo)).with("data-launcher", "none");
        String opening =
                """
                <script>
                  window.JimsWidget = [(jims) => jims.ready.then((chat) => {
                    document.querySelector("#field").focus();
                    chat.open();
                  })];
                </script>
                """;
        WidgetPage page =
                stage.visitor().open(HostPage.with(tag).head(opening).body("<input id='field'>"));
        assertThat(page.composer()).isVisible();

        assertThat(page.page().locator("#field")).isFocused();
    }

    @Test
    void mode_changesAtAnyTime(Stage stage) {
        WidgetPage page =
                stage.open(ScriptTag.of(stage.serve(TestServer::echo)).with("data-mode", "full"))
                        .say("Hi");
        assertShown(page.answers(), "Echo: Hi");
        page.page().evaluate("document.querySelector('jims-widget').dataset.mode = 'floating'");
        assertThat(page.launcher()).isVisible();
        page.open();
        assertThat(page.panel()).isVisible();

        assertShown(page.answers(), "Echo: Hi");
    }

    @Test
    void customProperties_andParts_styleIt_whateverTheModule(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        String style =
                """
                <style>
                  :root {
                    --jims-font: Georgia, serif; --jims-font-size: 17px; --jims-radius: 4px;
                    --jims-surface: rgb(255, 250, 240); --jims-raised: rgb(240, 230, 210);
                    --jims-text: rgb(40, 20, 0); --jims-quiet: rgb(90, 70, 50); --jims-line: rgb(200, 180, 150);
                    --jims-width: 500px; --jims-height: 400px;
                    --jims-offset-x: 60px; --jims-offset-y: 90px; --jims-launcher-size: 72px;
                  }
                  jims-widget::part(launcher) { border-radius: 12px; }
                  jims-widget::part(header) { background-color: rgb(1, 2, 3); }
                  jims-widget::part(title) { text-transform: uppercase; }
                  jims-widget::part(question) { font-style: italic; }
                  jims-widget::part(answer) { font-weight: 700; }
                  jims-widget::part(log) { background-color: rgb(4, 5, 6); }
                  jims-widget::part(composer) { border-color: rgb(7, 8, 9); }
                  jims-widget::part(panel) { border-color: rgb(10, 11, 12); }
                </style>
                """;
        WidgetPage page =
                stage.visitor()
                        .open(
                                HostPage.with(ScriptTag.of(server).with("data-theme", "light"))
                                        .head(style));
        BoundingBox launcher = page.launcher().boundingBox();
        assertThat(launcher.width).isEqualTo(72);
        assertThat(launcher.x + 72).isEqualTo(page.page().viewportSize().width - 60d);
        assertThat(launcher.y + 72).isEqualTo(page.page().viewportSize().height - 90d);
        assertThat(page.launcher()).hasCSS("border-radius", "12px");
        page.open().say("Hi");
        assertShown(page.answers(), "Echo: Hi");
        BoundingBox panel = page.still().panel().boundingBox();
        assertThat(List.of(panel.width, panel.height)).isEqualTo(List.of(500d, 400d));
        assertThat(panel.x + 500).isEqualTo(page.page().viewportSize().width - 60d);
        assertThat(page.panel()).hasCSS("border-radius", "4px");
        assertThat(page.panel()).hasCSS("background-color", "rgb(255, 250, 240)");
        assertThat(page.panel()).hasCSS("color", "rgb(40, 20, 0)");
        assertThat(page.panel()).hasCSS("font-family", "Georgia, serif");
        assertThat(page.panel()).hasCSS("font-size", "17px");
        assertThat(page.panel()).hasCSS("border-color", "rgb(10, 11, 12)");
        Locator bubble = page.answers().locator(".body");
        assertThat(bubble).hasCSS("background-color", "rgb(240, 230, 210)");
        assertThat(page.answers().locator("time")).hasCSS("color", "rgb(90, 70, 50)");
        assertThat(page.widget().locator("header"))
                .hasCSS("border-bottom-color", "rgb(200, 180, 150)");
        assertThat(page.widget().locator("header")).hasCSS("background-color", "rgb(1, 2, 3)");
        assertThat(page.title()).hasCSS("text-transform", "uppercase");
        assertThat(page.questions()).hasCSS("font-style", "italic");
        assertThat(page.answers()).hasCSS("font-weight", "700");
        assertThat(page.log()).hasCSS("background-color", "rgb(4, 5, 6)");

        assertThat(page.widget().locator(".composer")).hasCSS("border-color", "rgb(7, 8, 9)");
    }

    private static Locator region(WidgetPage page) {
        return page.widget().getByRole(AriaRole.REGION);
    }

    private static long panels(Visitor visitor) {
        return visitor.requests().stream().filter(url -> url.contains("jims-panel")).count();
    }

    /// A page with the tag in an element of 500 pixels' height, and this before and after it.
    private static HostPage inline(ChatServer server, String before, String after) {
        String tag = ScriptTag.of(server).with("data-mode", "inline").html();
        String place = "<div id='place' style='height: 500px'>%s</div>".formatted(tag);
        return HostPage.with().body(before + place + after);
    }
}
