package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.jims.testing.TestTokens;
import io.jims.widget.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Pictures for people to look at, under `target/screenshots`.
@BrowserTest
class ScreenshotTest {
    private static final Path FOLDER = Path.of("target", "screenshots");

    private static final String ANSWER =
            """
            We have **three kinds** of green tea:

            - *Sencha*, fresh and grassy
            - *Genmaicha*, with roasted rice
            - *Matcha*, see [how to whisk it](https://example.com/matcha)

            ```
            water = 70 °C, 2 minutes
            ```

            What will it be?
            """;

    private static final String ARABIC =
            """
            لدينا **ثلاثة أنواع** من الشاي الأخضر:

            - *سينشا*، طازج
            - *ماتشا*، انظر [طريقة التحضير](https://example.com/matcha)
            """;

    private static final Path SITE_PICTURE =
            Path.of("src", "site", "resources", "images", "chat.png");

    private static final String WIDE =
            """
            Here they are:

            | Tea | Origin | Price | Water | Note |
            |---|---|--:|--:|---|
            | Sencha | Japan, Uji | 3.50 | 70 °C | fresh, grassy |
            | Genmaicha | Japan | 3.20 | 80 °C | with roasted rice |
            | Matcha | Japan, Nishio | 9.90 | 75 °C | whisked |

            To order, send this:

            ```sh
            curl https://shop.example/orders --header "Content-Type: application/json" --data '{"tea": "matcha"}'
            ```
            """;

    private static final String SHORT_ANSWER =
            """
            We have **three kinds** of green tea:

            - *Sencha*, fresh and grassy
            - *Genmaicha*, with roasted rice
            - *Matcha*, see [how to whisk it](https://example.com/matcha)

            Which one do you want to know more about?
            """;

    private static final String SHOP_STYLE =
            """
            <style>
              body { margin: 0; font: 17px/1.6 system-ui, sans-serif; background: #f4f1ea; color: #2b2a26; }
              main { padding: 48px 56px; max-width: 420px; }
              h1 { font-size: 40px; line-height: 1.1; margin: 0 0 12px; }
              #own { font: inherit; padding: 10px 22px; border: 0; border-radius: 8px; background: #2b2a26; color: #fff; }
              .shelf { display: grid; grid-template-columns: repeat(2, 1fr); gap: 16px; margin-top: 32px; }
              .shelf div { background: #fff; border-radius: 12px; padding: 18px; box-shadow: 0 1px 3px #0002; }
              .shelf b { display: block; }
            </style>
            """;

    private static final String SHELF =
            """
            <div class="shelf">
              <div><b>Sencha</b>Fresh, 9 €</div><div><b>Genmaicha</b>Roasted, 8 €</div>
              <div><b>Matcha</b>Ground, 19 €</div><div><b>Darjeeling</b>Black, 11 €</div>
            </div>
            """;

    private final DirectedPipeline pipeline = new DirectedPipeline();

    @Test
    void desktop(Stage stage) {
        WidgetPage page = shop(stage, new NewContextOptions(), "");
        assertThat(page.launcher()).isVisible();
        keep(page, "closed");
        page.open();
        assertThat(page.connectivity()).isHidden();
        keep(page, "open");
        walk(page, "", "Which green teas do you have?", ANSWER);
        page.choice("Sencha").click();
        pipeline.fail("the kettle is empty");
        assertThat(page.button("Try again")).isVisible();
        keep(page, "error");
    }

    @Test
    void dark(Stage stage) {
        WidgetPage page =
                shop(stage, new NewContextOptions().setColorScheme(ColorScheme.DARK), "").open();
        walk(page, "dark-", "Which green teas do you have?", ANSWER);
    }

    @Test
    void phone(Stage stage) {
        WidgetPage page = shop(stage, Look.PHONE.options(), "");
        assertThat(page.launcher()).isVisible();
        keep(page, "phone-closed");
        page.open();
        assertThat(page.connectivity()).isHidden();
        keep(page, "phone-open");
        walk(page, "phone-", "Which green teas do you have?", ANSWER);
    }

    @Test
    void rightToLeft(Stage stage) {
        WidgetPage page = shop(stage, new NewContextOptions(), "ar").open();
        walk(page, "rtl-", "ما أنواع الشاي لديكم؟", ARABIC);
    }

    @Test
    void unreadAndReconnecting(Stage stage) {
        ChatServer server = stage.serve(pipeline);
        WidgetPage page =
                stage.visitor(new NewContextOptions().setReducedMotion(ReducedMotion.REDUCE))
                        .open(HostPage.with(ScriptTag.of(server).with("data-accent", "#0f766e")))
                        .open()
                        .say("Hi");
        page.close();
        pipeline.say("one").say("two").end();
        assertThat(page.badge()).hasText("2");
        keep(page, "unread");
        page.open();
        server.stop();
        page.say("Are you there?");
        assertThat(page.widget().getByText("Waiting to be sent")).isVisible();
        assertThat(page.connectivity()).containsText("Reconnecting");
        keep(page, "reconnecting");
    }

    @ParameterizedTest
    @EnumSource
    void tablesAndCode(Look look, Stage stage) {
        WidgetPage page = shop(stage, look.options(), look.language()).open().say("Compare them");
        int half = WIDE.indexOf("| Matcha");
        pipeline.stream(WIDE.substring(0, half));
        assertThat(page.answers().last().locator("td").first()).isVisible();
        keep(page, look.prefix() + "table-streaming");
        pipeline.stream(WIDE.substring(half)).end();
        assertThat(page.answers().last().locator("pre")).isVisible();
        page.answers().last().locator(".copy").click();
        page.answers().last().locator(".head button").nth(1).click();
        keep(page, look.prefix() + "table-code");
        page.answers().last().locator(".expand").first().click();
        assertThat(page.widget().locator(".expanded")).isVisible();
        keep(page, look.prefix() + "expanded");
    }

    @ParameterizedTest
    @EnumSource(names = "RIGHT_TO_LEFT", mode = EnumSource.Mode.EXCLUDE)
    void conversationsAndStopped(Look look, Stage stage) {
        WidgetPage page = shop(stage, look.options(), "", "").open();
        assertThat(page.shown("What would you like to know?")).isVisible();
        keep(page, look.prefix() + "empty");
        page.say("Which tea for the evening?");
        pipeline.stream("For the evening I would");
        assertThat(page.answers()).hasCount(1);
        page.button("Stop answering").click();
        assertThat(page.button("Try again")).isVisible();
        keep(page, look.prefix() + "stopped");
        page.button("New conversation").click();
        page.say("Do you have coffee?");
        pipeline.buttons("No, only tea.", "Sencha", "Matcha").end();
        assertThat(page.shown("No, only tea.")).isVisible();
        page.choice("Matcha").click();
        pipeline.say("Here you are.").end();
        assertThat(page.shown("Here you are.")).isVisible();
        keep(page, look.prefix() + "chosen");
        page.button("Your conversations").click();
        assertThat(page.widget().locator(".past li")).hasCount(2);
        keep(page, look.prefix() + "conversations");
        page.page().keyboard().press("Escape");
        page.composer().fill("far too much ".repeat(700));
        assertThat(page.panel()).containsText("too many");
        keep(page, look.prefix() + "too-long");
    }

    @Test
    void unreachable(Stage stage) {
        Visitor visitor = stage.visitor();
        visitor.context().routeWebSocket(Pattern.compile(".*/ws/chat.*"), socket -> socket.close());
        WidgetPage page =
                visitor.open(HostPage.with(ScriptTag.of(stage.serve(pipeline)))).open().say("Hi");
        assertThat(page.button("Try now")).isVisible();
        keep(page, "unreachable");
    }

    @Test
    void tinyScreen(Stage stage) {
        String texts = "{\"legal_disclaimer\":\"" + "Answers may be wrong. ".repeat(30) + "\"}";
        NewContextOptions options = new NewContextOptions().setViewportSize(320, 256);
        WidgetPage page =
                ServerWordsTest.hearing(stage.visitor(options), texts)
                        .open(HostPage.with(ScriptTag.of(stage.serve(pipeline))))
                        .open()
                        .say("Hi");
        pipeline.say("A short answer, and one more line of it.").end();
        assertThat(page.answers()).hasCount(1);
        keep(page, "320x256");
    }

    @Test
    void noToken(Stage stage) {
        ChatServer server = stage.serve(pipeline, Limits.DEFAULT, TestTokens.bySecret());
        WidgetPage page = stage.open(ScriptTag.of(server)).open();
        assertThat(page.panel()).containsText("not available");
        keep(page, "no-token");
    }

    @Test
    void offline(Stage stage) {
        Visitor visitor = stage.visitor();
        WidgetPage page = visitor.open(HostPage.with(ScriptTag.of(stage.serve(pipeline)))).open();
        assertThat(page.shown("What would you like to know?")).isVisible();
        visitor.context().setOffline(true);
        page.say("Are you there?");
        assertThat(page.connectivity()).containsText("offline");
        keep(page.still(), "offline");
    }

    @Test
    void demoPage(Stage stage) {
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            WidgetPage page =
                    stage.visitor(new NewContextOptions().setColorScheme(scheme))
                            .open(stage.serve(pipeline).origin() + "/");
            assertThat(page.launcher()).isVisible();
            Path file =
                    FOLDER.resolve("demo-page-" + scheme.name().toLowerCase(Locale.ROOT) + ".png");
            page.page().screenshot(new ScreenshotOptions().setPath(file).setFullPage(true));
            assertThat(file).isNotEmptyFile();
        }
    }

    /// The README's picture; `src/site/resources/images/chat.png` is a copy of it.
    @Test
    void frontPage(Stage stage) throws IOException {
        ScriptTag tag =
                ScriptTag.of(stage.serve(pipeline))
                        .with("data-title", "Tea & Co.")
                        .with("data-accent", "#0f766e")
                        .with("data-intro-message", "Welcome! Ask me about tea.");
        WidgetPage page =
                stage.visitor(
                                new NewContextOptions()
                                        .setViewportSize(960, 700)
                                        .setReducedMotion(ReducedMotion.REDUCE))
                        .open(HostPage.with(tag).head(SHOP_STYLE).body(SHELF))
                        .open();
        assertThat(page.connectivity()).isHidden();
        page.say("Which green teas do you have?");
        pipeline.stream(SHORT_ANSWER).buttons("", "Sencha", "Matcha").end();
        assertThat(page.choice("Matcha")).isVisible();
        keep(page, "front-page");

        assertThat(SITE_PICTURE).isNotEmptyFile();
        assertThat(Files.size(SITE_PICTURE)).isLessThan(80_000);
        assertThat(ImageIO.read(SITE_PICTURE.toFile()).getWidth()).isEqualTo(960);
    }

    private void walk(WidgetPage page, String prefix, String question, String answer) {
        page.say(question);
        pipeline.status("Looking at the shelf");
        assertThat(page.status()).containsText("Looking");
        keep(page, prefix + "status");
        int half = answer.lastIndexOf("- *");
        pipeline.stream(answer.substring(0, half));
        assertThat(page.answers().last().locator("li").first()).isVisible();
        keep(page, prefix + "streaming");
        pipeline.stream(answer.substring(half)).buttons("", "Sencha", "Matcha").end();
        assertThat(page.choice("Sencha")).isVisible();
        keep(page, prefix + "buttons");
    }

    private WidgetPage shop(Stage stage, NewContextOptions options, String lang) {
        return shop(stage, options, lang, lang.isEmpty() ? "Welcome! Ask me about tea." : "");
    }

    private WidgetPage shop(Stage stage, NewContextOptions options, String lang, String intro) {
        ScriptTag tag =
                ScriptTag.of(stage.serve(pipeline))
                        .with("data-lang", lang)
                        .with("data-intro-message", intro);
        return stage.visitor(options.setReducedMotion(ReducedMotion.REDUCE))
                .open(HostPage.with(tag).lang(lang.isEmpty() ? "en" : lang));
    }

    static void keep(WidgetPage page, String name) {
        Path file = FOLDER.resolve(name + ".png");
        page.page().screenshot(new ScreenshotOptions().setPath(file));
        assertThat(file).isNotEmptyFile();
    }

    /// How a visitor has it.
    enum Look {
        LIGHT,
        DARK,
        PHONE,
        RIGHT_TO_LEFT;

        NewContextOptions options() {
            NewContextOptions options = new NewContextOptions();
            return switch (this) {
                case LIGHT, RIGHT_TO_LEFT -> options;
                case DARK -> options.setColorScheme(ColorScheme.DARK);
                case PHONE ->
                        options.setViewportSize(390, 844)
                                .setIsMobile(true)
                                .setHasTouch(true)
                                .setDeviceScaleFactor(2);
            };
        }

        String language() {
            return this == RIGHT_TO_LEFT ? "ar" : "";
        }

        String prefix() {
            return switch (this) {
                case LIGHT -> "";
                case DARK -> "dark-";
                case PHONE -> "phone-";
                case RIGHT_TO_LEFT -> "rtl-";
            };
        }
    }
}
