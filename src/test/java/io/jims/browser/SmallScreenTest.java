package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import io.jims.testing.TestServer;
import org.junit.jupiter.api.Test;

@BrowserTest
class SmallScreenTest {
    private static final int WIDTH = 390;
    private static final int HEIGHT = 844;

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
        WidgetPage page = onPhone(stage).open().say("Hi");
        assertThat(page.answers()).hasCount(1);
        for (Locator button : page.panel().locator("button:visible").all()) {
            BoundingBox box = button.boundingBox();
            assertThat(Math.min(box.width, box.height))
                    .as(button.textContent() + button.getAttribute("aria-label"))
                    .isGreaterThanOrEqualTo(24); // WCAG 2.2, 2.5.8
        }
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

    private static WidgetPage onPhone(Stage stage) {
        return onPhone(stage, stage.serve(TestServer::echo));
    }

    private static WidgetPage onPhone(Stage stage, ChatServer server) {
        NewContextOptions phone =
                new NewContextOptions()
                        .setViewportSize(WIDTH, HEIGHT)
                        .setIsMobile(true)
                        .setHasTouch(true);
        return stage.visitor(phone).open(HostPage.with(ScriptTag.of(server)));
    }
}
