package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.BoundingBox;
import io.jims.core.ThreadContext;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How texts stand in the panel.
@BrowserTest
class TextTest {
    private static final String TABLE =
            """
            | Tea | Origin | Price | Note |
            |---|---|--:|---|
            | Sencha | Japan, Uji | 3.50 | fresh, grassy, and a bit of everything |
            """;

    private static final String WIDE_CODE =
            "```\n" + "a line that is much longer ".repeat(9) + "\n```";

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
        assertPanelsWidthAndWindow(answered(stage, "Here:\n\n" + TABLE, "Hi"), ".table", "table");
    }

    @Test
    void code_hasThePanelsWidth_andAWindowOfItsOwn(Stage stage) {
        String code = "Here:\n\n```\nlet tea = '" + "a much longer line ".repeat(9) + "';\n```";
        assertPanelsWidthAndWindow(answered(stage, code, "Hi"), "pre", "pre");
    }

    private static void assertPanelsWidthAndWindow(WidgetPage page, String part, String expanded) {
        BoundingBox log = page.still().log().boundingBox();
        BoundingBox box = page.answers().locator(part).boundingBox();

        assertThat(box.x).isEqualTo(log.x, within(1.0));
        assertThat(box.width).isEqualTo(log.width, within(1.0));
        page.answers().getByLabel("Expand").click();
        Locator window = page.widget().locator(".expanded " + expanded);
        assertThat(window).isInViewport();
        assertThat(window.boundingBox().width).isGreaterThan(log.width);
        page.page().keyboard().press("Escape");
        assertThat(page.widget().locator(".expanded")).hasCount(0);
        assertThat(page.panel()).isVisible();
    }

    /// The shade is a fixed background; what scrolls with the block covers it at the block's ends.
    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void edge_isShaded_whereTheBlockGoesOn(String scheme, Stage stage) throws IOException {
        ChatServer server = stage.serve(context -> context.sendMessage(WIDE_CODE));
        ScriptTag tag = ScriptTag.of(server).with("data-theme", scheme);
        WidgetPage page = stage.open(tag).open().say("Hi");
        assertThat(page.answers()).hasCount(1);
        Locator block = page.still().answers().locator("pre");

        assertThat(isShaded(block, 1)).isFalse();
        assertThat(isShaded(block, -2)).isTrue();
        block.evaluate("block => { block.scrollLeft = block.scrollWidth }");
        assertThat(isShaded(block, 1)).isTrue();
        assertThat(isShaded(block, -2)).isFalse();
    }

    @Test
    void edgeOfAnExpandedBlock_isShaded_whereItGoesOn(Stage stage) throws IOException {
        WidgetPage page = answered(stage, WIDE_CODE, "Hi");
        page.answers().getByLabel("Expand").click();
        Locator block = page.widget().locator(".expanded > .text");

        assertThat(isShaded(block, -2)).isTrue();
        block.evaluate("block => { block.scrollLeft = block.scrollWidth }");
        assertThat(isShaded(block, 1)).isTrue();
        assertThat(isShaded(block, -2)).isFalse();
    }

    /// Whether the top of this column differs from the top of the middle, where nothing is written.
    private static boolean isShaded(Locator block, int column) throws IOException {
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(block.screenshot()));
        int x = column < 0 ? picture.getWidth() + column : column;
        return picture.getRGB(x, 3) != picture.getRGB(picture.getWidth() / 2, 3);
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
    void copyingCode_saysWhetherItWorked(Stage stage) {
        WidgetPage page = answered(stage, "```\nlet a;\n```", "Hi");
        assertCopyingSaysHowItWent(page, page.answers().locator(".head button").first(), "let a;");
    }

    @Test
    void copyingAnAnswer_saysWhetherItWorked(Stage stage) {
        WidgetPage page = answered(stage, "**tea**", "Hi");
        assertCopyingSaysHowItWent(page, page.answers().locator(".copy"), "**tea**");
    }

    private static void assertCopyingSaysHowItWent(WidgetPage page, Locator button, String text) {
        page.page()
                .evaluate(
                        """
                        () => {
                          navigator.clipboard.writeText = async (text) => { window.copied = text };
                        }
                        """);
        button.click();
        assertThat(button).hasAccessibleName("Copied");
        assertThat(page.announcer()).hasText("Copied");
        assertThat(page.page().evaluate("copied")).isEqualTo(text);
        page.page()
                .evaluate(
                        """
                        () => {
                          navigator.clipboard.writeText = () => Promise.reject(new Error("no"));
                          document.execCommand = () => false;
                        }
                        """);
        button.click();

        assertThat(button).hasAccessibleName("Copying failed");
        assertThat(page.announcer()).hasText("Copying failed");
    }

    @Test
    void composerRing_isThinAndFaint(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(TextTest::echo))).open();
        page.composer().focus();

        assertThat(page.composer()).hasCSS("outline-style", "none");
        assertThat(page.widget().locator(".composer"))
                .hasCSS(
                        "box-shadow",
                        Pattern.compile("color\\(srgb .* / 0\\.2\\) 0px 0px 0px 2px"));
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
