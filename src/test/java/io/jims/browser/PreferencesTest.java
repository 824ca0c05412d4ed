package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Contrast;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.ReducedMotion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What people asked their system for.
@BrowserTest
class PreferencesTest {
    /// Contrast of a text with what is behind it (WCAG 2, 1.4.3), for opaque colours.
    private static final String CONTRAST =
            """
            node => {
              const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
              const luminance = ([r, g, b]) => [r, g, b].map((value) => value / 255)
                .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
                .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
              let behind = node;
              const background = (n) => parse(getComputedStyle(n).backgroundColor);
              while (background(behind)[3] === 0) behind = behind.parentElement ?? behind.getRootNode().host;
              const [a, b] = [luminance(parse(getComputedStyle(node).color)), luminance(background(behind))];
              return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            }
            """;

    private final DirectedPipeline pipeline = new DirectedPipeline();

    @Test
    void reducedMotion_stillsEverything(Stage stage) {
        assertThat(movements(stage, new NewContextOptions().setReducedMotion(ReducedMotion.REDUCE)))
                .isZero();
    }

    @Test
    void withoutThatWish_somethingMoves(Stage stage) {
        assertThat(movements(stage, new NewContextOptions())).isPositive();
    }

    @Test
    void darkScheme_isFollowed_unlessTheTagSaysOtherwise(Stage stage) {
        ScriptTag tag = ScriptTag.of(stage.serve(pipeline));
        NewContextOptions dark = new NewContextOptions().setColorScheme(ColorScheme.DARK);
        NewContextOptions light = new NewContextOptions().setColorScheme(ColorScheme.LIGHT);

        assertThat(brightness(stage.visitor(light), tag)).isGreaterThan(200);
        assertThat(brightness(stage.visitor(dark), tag)).isLessThan(60);
        assertThat(brightness(stage.visitor(dark), tag.with("data-theme", "light")))
                .isGreaterThan(200);
        assertThat(brightness(stage.visitor(light), tag.with("data-theme", "dark"))).isLessThan(60);
    }

    @Test
    void moreContrast_drawsLinesAndQuietWordsInFullStrength(Stage stage) {
        ScriptTag tag = ScriptTag.of(stage.serve(pipeline));
        WidgetPage usual = stage.open(tag).open();
        WidgetPage more =
                stage.visitor(new NewContextOptions().setContrast(Contrast.MORE))
                        .open(HostPage.with(tag))
                        .open();
        String edge = "panel => getComputedStyle(panel).borderTopColor";

        assertThat(more.panel().evaluate(edge)).isEqualTo("rgb(26, 28, 34)");
        assertThat(usual.panel().evaluate(edge)).isNotEqualTo("rgb(26, 28, 34)");
        assertThat(contrast(more.button("New conversation"))).isGreaterThan(15);
    }

    @Test
    void print_showsThePageOnly(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(pipeline))).open();
        page.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));

        assertThat(page.launcher()).isHidden();
        assertThat(page.composer()).isHidden();
    }

    @Test
    void forcedColours_keepEdgesVisible(Stage stage) {
        pipeline.buttons("What will it be?", "Tea", "Coffee").end();
        NewContextOptions forced = new NewContextOptions().setForcedColors(ForcedColors.ACTIVE);
        WidgetPage page =
                stage.visitor(forced)
                        .open(HostPage.with(ScriptTag.of(stage.serve(pipeline))))
                        .open()
                        .say("Hi");
        assertThat(page.choice("Tea")).isVisible();

        for (Locator part :
                new Locator[] {
                    page.launcher(),
                    page.panel(),
                    page.choice("Tea"),
                    page.questions().locator(".body")
                }) {
            assertThat(
                            (Boolean)
                                    part.evaluate(
                                            "node => { const { borderTopStyle, outlineStyle } = getComputedStyle(node);"
                                                    + " return borderTopStyle !== 'none' || outlineStyle !== 'none' }"))
                    .as("edge of " + part)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"#ffff00", "#000", "#777777", "#ff0000"})
    void accent_ofAnyColour_isReadable(String accent, Stage stage) {
        ScriptTag tag = ScriptTag.of(stage.serve(pipeline)).with("data-accent", accent);
        for (String theme : new String[] {"light", "dark"}) {
            WidgetPage page =
                    stage.open(tag.with("data-theme", theme)).open().say("https://example.com");
            pipeline.say("[A link](https://example.com)").end();
            assertThat(page.answers()).hasCount(1);

            assertThat(contrast(page.launcher())).as("launcher, " + theme).isGreaterThan(4.5);
            assertThat(contrast(page.questions().getByText("example.com").last()))
                    .as("question, " + theme)
                    .isGreaterThan(4.5);
            assertThat(contrast(page.answers().locator("a")))
                    .as("link, " + theme)
                    .isGreaterThan(4.5);
        }
    }

    private static double contrast(Locator text) {
        return ((Number) text.evaluate(CONTRAST)).doubleValue();
    }

    /// How many animations and transitions with a duration a chat begins.
    private int movements(Stage stage, NewContextOptions options) {
        Visitor visitor = stage.visitor(options);
        visitor.context()
                .addInitScript(
                        """
                        window.moved = 0;
                        for (const type of ["animationstart", "transitionrun"]) {
                          document.addEventListener(type, () => { window.moved += 1 }, true);
                        }
                        const attach = Element.prototype.attachShadow;
                        Element.prototype.attachShadow = function (init) {
                          const root = attach.call(this, init);
                          for (const type of ["animationstart", "transitionrun"]) {
                            root.addEventListener(type, () => { window.moved += 1 }, true);
                          }
                          return root;
                        };
                        """);
        WidgetPage page =
                visitor.open(HostPage.with(ScriptTag.of(stage.serve(pipeline)))).open().say("Hi");
        pipeline.status("Looking");
        assertThat(page.status()).containsText("Looking");
        pipeline.stream("Hello");
        assertShown(page.answers(), "Hello");
        page.page().evaluate("() => new Promise(requestAnimationFrame)");
        pipeline.end();
        page.close().launcher().hover();
        return ((Number) page.page().evaluate("window.moved")).intValue();
    }

    /// From 0 (black) to 255, of the panel's background.
    private static double brightness(Visitor visitor, ScriptTag tag) {
        WidgetPage page = visitor.open(HostPage.with(tag)).open();
        return ((Number)
                        page.panel()
                                .evaluate(
                                        "node => getComputedStyle(node).backgroundColor.match(/[\\d.]+/g)"
                                                + ".slice(0, 3).reduce((sum, c) => sum + Number(c), 0) / 3"))
                .doubleValue();
    }
}
