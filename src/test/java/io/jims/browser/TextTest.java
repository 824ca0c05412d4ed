package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.BoundingBox;
import io.jims.core.ThreadContext;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How texts stand in the panel.
@BrowserTest
class TextTest {
    private static final String TABLE =
            """
            | Tea | Origin | Price | Note |
            |---|---|--:|---|
            | Sencha | Japan, Uji | 3.50 | fresh, grassy, and a bit of everything |
            """;

    @Test
    void arabic_inAnEnglishPanel_standsOnItsWritersSide(Stage stage) {
        WidgetPage page =
                answered(
                        stage,
                        "1. \u0633\u064a\u0646\u0634\u0627\n2. \u0645\u0627\u062a\u0634\u0627",
                        "\u0645\u0631\u062d\u0628\u0627");
        BoundingBox log = page.still().log().boundingBox();
        BoundingBox question = page.questions().locator(".body").boundingBox();
        BoundingBox answer = page.answers().locator(".body").boundingBox();

        assertThat(question.x - log.x).isGreaterThan(log.width / 2);
        assertThat(answer.x - log.x).isLessThan(log.width / 2);
        assertThat(page.questions().locator(".body")).hasCSS("border-bottom-right-radius", "6px");
        assertThat(page.answers().locator(".body")).hasCSS("border-bottom-left-radius", "6px");
        assertThat(page.answers().locator("ol")).hasCSS("direction", "rtl");
        assertThat(page.answers().locator("ol")).hasCSS("padding-right", "22px");
    }

    @Test
    void table_hasThePanelsWidth_andAWindowOfItsOwn(Stage stage) {
        WidgetPage page = answered(stage, "Here:\n\n" + TABLE, "Hi");
        BoundingBox log = page.still().log().boundingBox();
        BoundingBox table = page.answers().locator(".table").boundingBox();

        assertThat(table.x).isEqualTo(log.x, within(1.0));
        assertThat(table.width).isEqualTo(log.width, within(1.0));
        page.answers().getByLabel("Expand").click();
        assertThat(page.widget().locator(".expanded table")).isInViewport();
        assertThat(page.widget().locator(".expanded table").boundingBox().width)
                .isGreaterThan(log.width);
        page.page().keyboard().press("Escape");
        assertThat(page.widget().locator(".expanded")).hasCount(0);
        assertThat(page.panel()).isVisible();
    }

    @ParameterizedTest
    @MethodSource("widestBlocks")
    void widestBlock_showsThatItGrows(String block, Stage stage) {
        DirectedPipeline pipeline = new DirectedPipeline();
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(pipeline))).open().say("Hi");
        pipeline.stream(block);
        Locator box = page.answers().locator(".box");
        assertThat(box)
                .containsText(
                        "tea", new LocatorAssertions.ContainsTextOptions().setIgnoreCase(true));
        String below =
                "box => box.getBoundingClientRect().bottom - box.lastElementChild.getBoundingClientRect().bottom";

        assertThat(((Number) box.evaluate(below)).intValue()).isGreaterThan(15);
        assertThat(box).isInViewport();
        pipeline.end();
        assertThat(page.button("Stop answering")).hasCount(0);
        assertThat(((Number) box.evaluate(below)).intValue()).isLessThan(2);
    }

    static List<String> widestBlocks() {
        return List.of(
                "| Tea |"
                        + " a column |".repeat(9)
                        + "\n"
                        + "|---".repeat(10)
                        + "|\n| Sencha |"
                        + " a cell |".repeat(9),
                "```\nlet tea = '" + "a line that is much longer ".repeat(9) + "';");
    }

    @Test
    void copying_saysWhetherItWorked(Stage stage) {
        WidgetPage page = answered(stage, "```\nlet a;\n```", "Hi");
        page.page()
                .evaluate(
                        """
                        () => {
                          navigator.clipboard.writeText = async (text) => { window.copied = text };
                        }
                        """);
        page.answers().getByText("Copy code").click();
        assertThat(page.answers().getByText("Copied")).isVisible();
        assertThat(page.page().evaluate("copied")).isEqualTo("let a;");
        page.page()
                .evaluate(
                        """
                        () => {
                          navigator.clipboard.writeText = () => Promise.reject(new Error("no"));
                          document.execCommand = () => false;
                        }
                        """);
        page.answers().locator(".copy").click();

        assertThat(page.answers().getByLabel("Copying failed")).isVisible();
        assertThat(page.announcer()).hasText("Copying failed");
    }

    @Test
    void relativeLink_ofTheSite_isResolved_thatOfAnAnswerIsText(Stage stage) {
        ChatServer server = stage.serve(context -> context.sendMessage("See [Terms](/terms)."));
        ScriptTag tag = ScriptTag.of(server).with("data-intro-message", "See [Privacy](/privacy).");
        WidgetPage page = stage.open(tag).open().say("Hi");
        assertThat(page.answers().last()).containsText("See Terms.");

        assertThat(page.answers().first().locator("a"))
                .hasAttribute("href", Pattern.compile("https?://[^/]+/privacy"));
        assertThat(page.answers().last().locator("a")).hasCount(0);
    }

    @Test
    void emptyConversation_greets(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(TextTest::echo))).open();

        assertThat(page.shown("What would you like to know?")).isVisible();
    }

    @Test
    void pastedTextThatIsTooLong_saysWhatToDo(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(TextTest::echo))).open();
        assertThat(page.shown("What would you like to know?")).isVisible();
        page.composer().fill("x".repeat(8_012));

        assertThat(page.panel()).containsText("12 characters too many. Shorten the text");
    }

    private static WidgetPage answered(Stage stage, String answer, String question) {
        ChatServer server = stage.serve(context -> context.sendMessage(answer));
        WidgetPage page = stage.open(ScriptTag.of(server)).open().say(question);
        assertThat(page.answers()).hasCount(1);
        return page;
    }

    private static void echo(ThreadContext context) {
        context.sendMessage("Echo");
    }
}
