package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import io.jims.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/// 👍 and 👎 below an answer.
@BrowserTest
class RatingsTest {
    private static final String GOOD = "Good answer";
    private static final String BAD = "Bad answer";

    @Test
    void rating_isSeenInBothTabs_andAfterAReload(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        Visitor visitor = stage.visitor();
        HostPage host = HostPage.with(ScriptTag.of(server));
        WidgetPage one = visitor.open(host).open().say("Hi");
        assertThat(one.answers()).hasCount(1);
        WidgetPage two = visitor.open(host).open();
        one.button(GOOD).click();
        assertPressed(one, true, false);
        assertPressed(two, true, false);
        two.button(BAD).click();
        assertPressed(two, false, true);
        assertPressed(one, false, true);
        one.page().reload();
        assertPressed(one.open(), false, true);
        one.button(BAD).click();
        assertPressed(one, false, false);
        assertPressed(two, false, false);

        assertThat(ratings(server)).containsExactly("up", "down", "none");
    }

    @Test
    void comment_isSentWithTheLine_andTellsThePage(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        WidgetPage page = stage.open(ScriptTag.of(server)).open().say("Hi");
        page.page()
                .evaluate(
                        "() => void JimsWidget.mount().on('feedback', (one) => (window.heard ??= []).push(JSON.stringify(one)))");
        page.button(BAD).click();
        Locator line = page.panel().getByLabel("What is wrong with it? (optional)");
        assertThat(line).isFocused();
        line.fill("  Too short  ");
        line.press("Enter");
        assertThat(line).hasCount(0);
        assertThat(page.button(BAD)).isFocused();
        assertThat(page.announcer()).hasText("Thank you!");
        page.page().waitForFunction("window.heard?.length === 2");

        assertThat(
                        page.page()
                                .evaluate(
                                        "heard.map((one) => one.replace(/\"id\":\"[^\"]+\",/, ''))"))
                .isEqualTo(
                        List.of(
                                "{\"rating\":\"down\"}",
                                "{\"rating\":\"down\",\"comment\":\"Too short\"}"));
        assertThat(server.events("jims.widget.feedback"))
                .last()
                .asString()
                .contains("\"comment\":\"Too short\"");
    }

    @Test
    void line_leftByEscape_keepsTheRatingAndThePanel(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(TestServer::echo))).open().say("Hi");
        page.button(BAD).focus();
        page.button(BAD).press("Enter");
        Locator line = page.panel().getByLabel("What is wrong with it? (optional)");
        assertThat(line).isFocused();
        line.press("Escape");

        assertThat(line).hasCount(0);
        assertThat(page.panel()).isVisible();
        assertThat(page.button(BAD)).isFocused();
        assertPressed(page, false, true);
    }

    @Test
    void answer_thatIsNotStored_isNotRated(Stage stage) {
        DirectedPipeline pipeline = new DirectedPipeline();
        ScriptTag tag =
                ScriptTag.of(stage.serve(pipeline)).with("data-intro-message", "Hello there");
        WidgetPage page = stage.open(tag).open().say("Hi");
        pipeline.stream("Half");
        assertThat(page.shown("Half")).isVisible();
        assertThat(page.panel().locator(".rate")).hasCount(0);
        pipeline.stream(" and half").end();

        assertThat(page.panel().locator(".rate")).hasCount(2);
    }

    @Test
    void serverWithoutTheFeature_hasNoButtons(Stage stage) {
        Visitor visitor = stage.visitor();
        ServerWordsTest.replacing(visitor, ",\"feedback\"", "");
        WidgetPage page =
                visitor.open(HostPage.with(ScriptTag.of(stage.serve(TestServer::echo))))
                        .open()
                        .say("Hi");

        assertThat(page.answers().locator(".copy")).hasCount(1);
        assertThat(page.panel().locator(".rate")).hasCount(0);
    }

    @Test
    void buttons_onATouchScreen_areLargeEnough(Stage stage) {
        Visitor visitor =
                stage.visitor(new NewContextOptions().setHasTouch(true).setViewportSize(360, 640));
        WidgetPage page =
                visitor.open(HostPage.with(ScriptTag.of(stage.serve(TestServer::echo))))
                        .open()
                        .say("Hi");
        page.button(BAD).click();
        page.still();

        for (Locator target : page.answers().locator(".tools button, .comment > *").all()) {
            BoundingBox box = target.boundingBox();
            assertThat(Math.min(box.width, box.height)).isGreaterThanOrEqualTo(44);
        }
        assertThat(page.panel().locator(".comment")).isInViewport();
    }

    private static void assertPressed(WidgetPage page, boolean good, boolean bad) {
        assertThat(page.button(GOOD)).hasAttribute("aria-pressed", "" + good);
        assertThat(page.button(BAD)).hasAttribute("aria-pressed", "" + bad);
    }

    private static List<String> ratings(ChatServer server) throws Exception {
        return server.events("jims.widget.feedback").stream()
                .map(data -> data.replaceAll(".*\"rating\":\"(\\w+)\".*", "$1"))
                .toList();
    }
}
