package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.Await;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@BrowserTest
class StreamingTest {
    private static final String AT_END =
            "log => log.scrollHeight - log.scrollTop - log.clientHeight < 4";

    private final DirectedPipeline pipeline = new DirectedPipeline();

    @Test
    void answer_growsAsItIsWritten(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(pipeline))).open().say("Hi");
        pipeline.stream("Hel");
        assertShown(page.answers(), "Hel");
        pipeline.stream("lo, **wor");
        assertShown(page.answers(), "Hello, ");
        pipeline.stream("ld**!").end();

        assertShown(page.answers(), "Hello, world!");
        assertThat(page.answers().locator("strong")).hasText("world");
        assertThat(page.button("Stop answering")).hasCount(0);
    }

    @Test
    void blocksThatAreWhole_areNotDrawnAgain(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(pipeline))).open().say("Hi");
        pipeline.stream("First.\n\nSec");
        assertThat(page.answers().locator("p")).hasCount(2);
        page.answers().locator("p").first().evaluate("node => { node.seen = true }");
        pipeline.stream("ond.\n\n- third").end();
        assertThat(page.answers().locator("li")).hasText("third");

        assertThat(page.answers().locator("p").first().evaluate("node => node.seen === true"))
                .isEqualTo(true);
    }

    @Test
    void status_isShownUntilTheAnswerBegins(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(pipeline))).open().say("Hi");
        pipeline.status("Looking at the clock");
        assertThat(page.status()).containsText("Looking at the clock");
        pipeline.stream("It is noon.").end();

        assertShown(page.answers(), "It is noon.");
        assertThat(page.status().getByText("Looking at the clock")).hasCount(0);
    }

    @Test
    void stop_keepsWhatWasWritten(Stage stage) throws Exception {
        ChatServer server = stage.serve(pipeline);
        WidgetPage page = stage.open(ScriptTag.of(server)).open().say("Hi");
        pipeline.stream("Half an ans");
        assertShown(page.answers(), "Half an ans");
        page.button("Stop answering").click();

        assertThat(page.button("Stop answering")).hasCount(0);
        assertThat(page.answers().getByText("Stopped")).isVisible();
        assertThat(server.contents()).containsExactly("Hi", "Half an ans");
    }

    @Test
    void stoppedAnswer_makesWayForTheNext(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(pipeline))).open().say("one");
        pipeline.stream("Half");
        page.button("Stop answering").click();
        assertThat(page.button("Stop answering")).hasCount(0);
        page.say("two");
        pipeline.say("Whole").end();

        assertShown(page.answers(), "Half", "Whole");
    }

    @Test
    void reload_inTheMiddleOfAnAnswer_goesOnWithIt(Stage stage) throws Exception {
        ChatServer server = stage.serve(pipeline);
        WidgetPage page = stage.open(ScriptTag.of(server)).open().say("Hi");
        pipeline.stream("Hel");
        assertShown(page.answers(), "Hel");
        page.page().reload();
        page.open();
        assertShown(page.answers(), "Hel");
        pipeline.stream("lo").end();

        assertShown(page.answers(), "Hello");
        assertThat(page.questions()).hasCount(1);
        Await.until("the answer", () -> server.contents().equals(List.of("Hi", "Hello")));
    }

    @Test
    void longAnswer_staysInView_unlessOneReadsAbove(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(pipeline))).open().say("Hi");
        pipeline.stream("line\n\n".repeat(60));
        assertThat(page.answers().locator("p")).hasCount(60);
        page.button("Jump to newest").click();
        pipeline.stream("more\n\n".repeat(20));
        assertThat(page.answers().locator("p")).hasCount(80);
        page.page().waitForFunction(AT_END, page.log().elementHandle());
        page.log().evaluate("log => { log.scrollTop = 0 }");
        pipeline.stream("more\n\n".repeat(20)).end();
        assertThat(page.answers().locator("p")).hasCount(100);

        assertThat(((Number) page.log().evaluate("log => log.scrollTop")).intValue()).isZero();
    }

    @Test
    void longAnswer_staysAtItsBeginning(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(pipeline))).open().say("Hi");
        pipeline.stream("# Title\n\n" + "line\n\n".repeat(60));
        assertThat(page.answers().locator("p")).hasCount(60);

        assertThat(page.answers().locator("h3")).isInViewport();
        assertThat(page.button("Jump to newest")).isVisible();
        pipeline.end();
    }

    @ParameterizedTest
    @ValueSource(strings = {"trackpad", "arrow key"})
    void smallestMovementUp_leavesTheEnd(String by, Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(pipeline))).open().say("Hi");
        pipeline.stream("line\n\n".repeat(60));
        assertThat(page.answers().locator("p")).hasCount(60);
        page.button("Jump to newest").click();
        page.page().waitForFunction(AT_END, page.log().elementHandle());
        int before = ((Number) page.log().evaluate("log => log.scrollTop")).intValue();
        if (by.equals("trackpad")) {
            page.log().hover();
            page.page().mouse().wheel(0, -8);
        } else {
            page.log().press("ArrowUp");
        }
        page.page()
                .waitForFunction(
                        "([log, before]) => log.scrollTop < before",
                        List.of(page.log().elementHandle(), before));
        pipeline.stream("more\n\n".repeat(20)).end();
        assertThat(page.answers().locator("p")).hasCount(80);

        assertThat(((Number) page.log().evaluate("log => log.scrollTop")).intValue())
                .isLessThan(before);
    }

    @Test
    void mark_thatMayBecomeAnother_isNotShownYet(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(pipeline))).open().say("Hi");
        pipeline.stream("We have\n-");
        assertShown(page.answers(), "We have");
        assertThat(page.answers().locator("h4")).hasCount(0);
        pipeline.stream(" tea\n\n| a | b |\n|--");
        assertThat(page.answers().locator("li")).hasText("tea");
        assertThat(page.answers().getByText("|")).hasCount(0);
        pipeline.stream("-|---|\n| c | d |").end();

        assertThat(page.answers().locator("td")).hasText(new String[] {"c", "d"});
    }
}
