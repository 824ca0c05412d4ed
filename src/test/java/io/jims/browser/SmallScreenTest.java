package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import io.jims.testing.TestServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@BrowserTest
class SmallScreenTest {
    private static final int WIDTH = 390;
    private static final int HEIGHT = 844;

    /// What can be read of the panel below its button to the newest, which shows none itself.
    private static final String WORDS_UNDER =
            """
            (panel) => {
              const button = panel.querySelector(".to-end").getBoundingClientRect();
              const words = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT);
              const under = [];
              while (words.nextNode()) {
                const range = document.createRange();
                range.selectNodeContents(words.currentNode);
                const scrolling = words.currentNode.parentElement.closest(".log, .legal")?.getBoundingClientRect();
                for (const box of range.getClientRects()) {
                  const bottom = Math.min(box.bottom, scrolling?.bottom ?? Infinity);
                  const isUnder = box.left < button.right && box.right > button.left && box.top < button.bottom && bottom > button.top;
                  if (isUnder && words.currentNode.data.trim()) under.push(words.currentNode.data.trim().slice(0, 20));
                }
              }
              return under;
            }
            """;

    @Test
    void phone_showsThePanelOnTheWholeScreen(Stage stage) {
        WidgetPage page = onPhone(stage).open().say("Hi");
        assertThat(page.answers()).hasCount(1);
        BoundingBox panel = page.still().panel().boundingBox();

        assertThat(panel.x).isZero();
        assertThat(panel.y).isZero();
        assertThat(panel.width).isEqualTo(WIDTH);
        assertThat(panel.height).isEqualTo(HEIGHT);
        assertThat(page.composer()).isInViewport();
        assertThat(page.button("Close chat")).isInViewport();
    }

    @Test
    void composer_isLargeEnough_thatPhonesDoNotZoomIn(Stage stage) {
        WidgetPage page = onPhone(stage).open();
        Object size =
                page.composer().evaluate("node => parseFloat(getComputedStyle(node).fontSize)");

        assertThat(((Number) size).doubleValue()).isGreaterThanOrEqualTo(16);
    }

    @Test
    void controls_areLargeEnoughForAFinger(Stage stage) {
        DirectedPipeline pipeline = new DirectedPipeline();
        WidgetPage page = onPhone(stage, stage.serve(pipeline));
        assertLargeEnough(page.launcher());
        page.open().say("Hi");
        pipeline.stream("```\nlet tea;\n```\n\n| a | b | c |\n|-|-|-|\n| 1 | 2 | 3 |");
        assertThat(page.answers().locator("td")).hasCount(3);
        assertControlsAre(page, "Copy code", "Expand", "Expand", "Stop answering");
        pipeline.buttons("What will it be?", "Tea", "Coffee").end();
        assertThat(page.choice("Tea")).isVisible();
        assertControlsAre(page, "Tea", "Coffee", "Copy", "Close chat", "New conversation");
        pipeline.fail("the kettle is empty");
        page.choice("Tea").tap();
        assertThat(page.button("Try again")).isVisible();
        assertControlsAre(page, "Try again", "Send");
        page.button("New conversation").tap();
        page.button("Your conversations").tap();
        assertThat(page.panel().locator("dialog.past li")).hasCount(1);
        assertControlsAre(page, "Hi", "Close chat", "Your conversations");
    }

    /// That all of the panel's buttons are, these among them, by what their names begin with.
    private static void assertControlsAre(WidgetPage page, String... names) {
        List<String> seen = new ArrayList<>();
        for (Locator button : page.still().panel().locator("button:visible").all()) {
            String label = button.getAttribute("aria-label");
            seen.add(label == null ? button.textContent().strip() : label);
            assertLargeEnough(button);
        }
        for (String name : names) {
            assertThat(seen).as(name).anyMatch(one -> one.startsWith(name));
        }
    }

    /// WCAG 2.2, 2.5.5.
    private static void assertLargeEnough(Locator control) {
        BoundingBox box = control.boundingBox();
        assertThat(Math.min(box.width, box.height))
                .as(control.textContent() + control.getAttribute("aria-label"))
                .isGreaterThanOrEqualTo(44);
    }

    @Test
    void fullScreenPanel_isModal(Stage stage) {
        WidgetPage page = onPhone(stage).open();

        assertThat((Boolean) page.panel().evaluate("panel => panel.matches(':modal')")).isTrue();
        page.page().keyboard().press("Escape");
        assertThat(page.panel()).not().isVisible();
        page.page().locator("#own").click();
        page.open();
        page.page().setViewportSize(1200, 900);
        assertThat(page.panel()).isVisible();
        page.page()
                .waitForFunction("panel => !panel.matches(':modal')", page.panel().elementHandle());
        page.page().locator("#own").click();
    }

    @Test
    void back_closesTheFullScreenPanel_andLeavesThePageAtTheNext(Stage stage) {
        WidgetPage page = withHistory(stage);
        page.open().composer().fill("a draft");
        page.page().goBack();
        assertThat(page.panel()).not().isVisible();
        assertThat(page.page()).hasTitle("Shop");
        assertThat(page.page().evaluate("JSON.stringify(history.state)")).isEqualTo("{\"own\":1}");
        page.open();
        assertThat(page.composer()).hasValue("a draft");
        page.button("Close chat").click();
        page.page().waitForFunction("history.state?.own && !history.state.jimsWidget");
        assertThat(page.page().evaluate("popped")).isEqualTo(Arrays.asList(null, null));
        assertThat(page.page().evaluate("JSON.stringify(history.state)")).isEqualTo("{\"own\":1}");
        page.page().goBack();

        assertThat(page.page()).hasTitle("Before");
    }

    @Test
    void reloadWithTheFullScreenPanelOpen_leavesBackAsItWas(Stage stage) {
        WidgetPage page = withHistory(stage).open();
        Object length = page.page().evaluate("history.length");
        page.page().reload();
        assertThat(page.panel()).isVisible();
        assertThat(page.page().evaluate("history.length")).isEqualTo(length);
        page.page().goBack();

        assertThat(page.panel()).not().isVisible();
        assertThat(page.page()).hasTitle("Shop");
    }

    @Test
    void wheelOverHeadAndComposer_doesNotScrollThePage(Stage stage) {
        ScriptTag tag = ScriptTag.of(stage.serve(TestServer::echo));
        String tall = "<div style=\"height: 5000px\"></div>";
        WidgetPage page = stage.visitor().open(HostPage.with(tag).body(tall)).open().say("Hi");
        assertThat(page.answers()).hasCount(1);
        for (Locator part : List.of(page.title(), page.log(), page.composer())) {
            part.hover();
            page.page().mouse().wheel(0, 300);
        }
        page.page().mouse().move(10, 10);
        page.page().mouse().wheel(0, 100);
        page.page().waitForFunction("scrollY > 0");

        assertThat(((Number) page.page().evaluate("scrollY")).doubleValue())
                .isLessThanOrEqualTo(100);
    }

    /// The keyboard of a phone makes the visual viewport smaller; so does zooming in with two
    /// fingers, which a test can do.
    @Test
    void panel_fillsWhatTheKeyboardLeavesFree(Stage stage) {
        WidgetPage page = onPhone(stage).open();
        JsonObject twice = new JsonObject();
        twice.addProperty("pageScaleFactor", 2);
        page.page()
                .context()
                .newCDPSession(page.page())
                .send("Emulation.setPageScaleFactor", twice);
        page.page().waitForFunction("visualViewport.height < innerHeight * 0.6");

        page.page()
                .waitForFunction(
                        "panel => Math.abs(panel.getBoundingClientRect().height -"
                                + " visualViewport.height) < 2",
                        page.panel().elementHandle());
    }

    @Test
    void turnedPhone_staysAtTheNewest(Stage stage) {
        ChatServer server = stage.serve(context -> context.sendMessage("line\n\n".repeat(60)));
        WidgetPage page = onPhone(stage, server).open().say("Hi");
        assertThat(page.answers().locator("p")).hasCount(60);
        page.button("Jump to newest").click();
        for (int[] size : new int[][] {{844, 390}, {390, 844}, {390, 420}}) {
            page.page().setViewportSize(size[0], size[1]);
            page.page()
                    .waitForFunction(
                            "log => log.clientHeight < innerHeight"
                                    + " && log.scrollHeight - log.scrollTop - log.clientHeight < 4",
                            page.log().elementHandle());

            assertThat(page.button("Jump to newest")).hasCount(0);
        }
    }

    @ParameterizedTest
    @CsvSource({"320, 256, en", "320, 256, ar", "390, 844, en", "1280, 720, ar"})
    void jumpToNewest_liesOverNoWords_andInReachOfTheKeyboard(
            int width, int height, String lang, Stage stage) {
        DirectedPipeline pipeline = new DirectedPipeline();
        ChatServer server = stage.serve(pipeline).takeFiles(100_000);
        NewContextOptions options = new NewContextOptions().setViewportSize(width, height);
        String texts = "{\"legal_disclaimer\":\"" + "Answers may be wrong. ".repeat(30) + "\"}";
        WidgetPage page =
                ServerWordsTest.hearing(stage.visitor(options), texts)
                        .open(HostPage.with(ScriptTag.of(server).with("data-lang", lang)))
                        .open()
                        .say("word ".repeat(200));
        pipeline.say("word ".repeat(900)).end();
        assertThat(page.answers()).hasCount(1);
        Locator button = page.panel().locator(".to-end");
        for (double part : new double[] {0, 0.4, 0.8}) {
            page.log()
                    .evaluate(
                            "(log, part) => log.scrollTo(0, (log.scrollHeight - log.clientHeight) * part)",
                            part);
            assertThat(button).isInViewport();
            assertThat(page.still().panel().evaluate(WORDS_UNDER)).isEqualTo(List.of());
        }
        assertThat(page.composer().boundingBox().width).isGreaterThan(120);
        assertThat(page.composer()).isInViewport();
        AccessibilityTest.assertNoViolation(page, "away from the newest");
        button.focus();
        page.page().keyboard().press("Enter");

        assertThat(button).hasCount(0);
        assertThat(page.answers().locator(".tools")).isInViewport();
    }

    @Test
    void choice_doesNotBringUpTheKeyboard(Stage stage) {
        DirectedPipeline pipeline = new DirectedPipeline();
        WidgetPage page = onPhone(stage, stage.serve(pipeline)).open().say("Hi");
        pipeline.buttons("What will it be?", "Tea", "Coffee").end();
        page.choice("Tea").tap();
        pipeline.say("Here you are.").end();
        assertThat(page.answers().last()).containsText("Here you are.");

        assertThat(page.composer()).not().isFocused();
        assertThat((Boolean) page.panel().evaluate("panel => panel.matches(':focus-within')"))
                .isTrue();
    }

    @Test
    void phone_doesNotScrollThePageBehind_andGivesItBack(Stage stage) {
        WidgetPage page = onPhone(stage);
        String without =
                "document.documentElement.outerHTML.replace(/<jims-widget.*jims-widget>/, '')";
        Object before = page.page().evaluate(without);
        page.open();
        page.button("Close chat").click();
        assertThat(page.panel()).not().isVisible();

        assertThat(page.page().evaluate(without)).isEqualTo(before);
    }

    @Test
    void zoomOf200Percent_keepsEverythingInReach(Stage stage) {
        Visitor visitor =
                stage.visitor(
                        new NewContextOptions().setViewportSize(640, 360).setDeviceScaleFactor(2));
        WidgetPage page =
                visitor.open(HostPage.with(ScriptTag.of(stage.serve(TestServer::echo))))
                        .open()
                        .say("A message of several words, to see that lines break");
        assertThat(page.answers()).hasCount(1);
        BoundingBox panel = page.still().panel().boundingBox();

        assertThat(panel.x).isGreaterThanOrEqualTo(0);
        assertThat(panel.y).isGreaterThanOrEqualTo(0);
        assertThat(panel.x + panel.width).isLessThanOrEqualTo(640);
        assertThat(panel.y + panel.height).isLessThanOrEqualTo(360);
        assertThat(page.composer()).isInViewport();
        assertThat(page.button("Close chat")).isInViewport();
        assertThat(page.button("Send")).isInViewport();
        assertThat((Boolean) page.log().evaluate("log => log.scrollWidth <= log.clientWidth"))
                .isTrue();
        assertThat(page.log().boundingBox().height).isGreaterThan(60);
    }

    @Test
    void widestContent_scrollsByItself(Stage stage) {
        String wide =
                "```\n"
                        + "x".repeat(300)
                        + "\n```\n\n|"
                        + "cell |".repeat(30)
                        + "\n|"
                        + "-|".repeat(30)
                        + "\n|"
                        + "cell |".repeat(30)
                        + "\n\n"
                        + "w".repeat(300);
        ChatServer server = stage.serve(context -> context.sendMessage(wide));
        WidgetPage page = onPhone(stage, server).open().say("Hi");
        assertThat(page.answers()).hasCount(1);

        assertThat((Boolean) page.log().evaluate("log => log.scrollWidth <= log.clientWidth"))
                .isTrue();
        assertThat(page.still().panel().boundingBox().width).isEqualTo(WIDTH, within(0.5));
    }

    /// The page, with another one before it and a state of its own.
    private static WidgetPage withHistory(Stage stage) {
        HostPage content =
                HostPage.with(ScriptTag.of(stage.serve(TestServer::echo)))
                        .head(
                                """
                                <script>
                                  window.popped = [];
                                  addEventListener("popstate", ({ state }) => popped.push(state));
                                  if (!history.state) history.replaceState({ own: 1 }, "");
                                  history.pushState = () => { throw new Error("a router's") };
                                </script>
                                """);
        String before =
                stage.site().putText("/before", "text/html", "<title>Before</title><p>Before</p>");
        WidgetPage page = stage.visitor(phone()).open(before);
        page.page().navigate(stage.site().put(content));
        return page;
    }

    private static WidgetPage onPhone(Stage stage) {
        return onPhone(stage, stage.serve(TestServer::echo));
    }

    private static WidgetPage onPhone(Stage stage, ChatServer server) {
        return stage.visitor(phone()).open(HostPage.with(ScriptTag.of(server)));
    }

    private static NewContextOptions phone() {
        return new NewContextOptions()
                .setViewportSize(WIDTH, HEIGHT)
                .setIsMobile(true)
                .setHasTouch(true);
    }
}
