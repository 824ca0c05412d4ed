package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pictures of where the widget stands, for people to look at, under `target/screenshots`: with
/// `-Djims.pictures=true`. [PlacesTest] and [AccessibilityTest] hold what can be held without eyes.
@BrowserTest
@EnabledIfSystemProperty(named = "jims.pictures", matches = "true")
class PlacesScreenshotTest {
    private static final Path FOLDER = Path.of("target", "screenshots");
    private static final String ANSWER = "We have **green** and black tea:\n\n- Sencha\n- Assam";
    private static final String ARABIC = "لدينا شاي **أخضر** وأسود:\n\n- سينشا\n- آسام";

    @ParameterizedTest
    @CsvSource({
        "light, LIGHT, en, 1280, 800",
        "dark, DARK, en, 1280, 800",
        "phone, LIGHT, en, 390, 844",
        "rtl, LIGHT, ar, 1280, 800",
        "phone-dark-rtl, DARK, ar, 390, 844",
    })
    void places(String name, ColorScheme scheme, String lang, int width, int height, Stage stage) {
        boolean arabic = lang.equals("ar");
        ChatServer server = stage.serve(context -> context.sendMessage(arabic ? ARABIC : ANSWER));
        Visitor visitor =
                stage.visitor(
                        new NewContextOptions()
                                .setColorScheme(scheme)
                                .setViewportSize(width, height)
                                .setReducedMotion(ReducedMotion.REDUCE));
        ScriptTag tag =
                ScriptTag.of(server)
                        .with("data-lang", lang)
                        .with("data-position", arabic ? "bottom-left" : "bottom-right");
        String teaser =
                arabic
                        ? "هل لديك أسئلة؟ أعرف مواعيد العمل."
                        : "Questions? I know our opening hours.";
        WidgetPage page = visitor.open(page(tag.with("data-teaser", teaser).html(), scheme));
        page.widget().locator(".teaser").waitFor();
        keep(page, name, "teaser");
        String inline =
                "<div style='height: 480px'>%s</div>"
                        .formatted(tag.with("data-mode", "inline").html());
        page = visitor.open(page(inline, scheme));
        page.say(arabic ? "أي شاي؟" : "Which tea?");
        assertThat(page.answers()).hasCount(1);
        keep(page, name, "inline");
        page = visitor.open(page(tag.with("data-mode", "full").html(), scheme));
        assertThat(page.answers()).hasCount(1);
        keep(page, name, "full");
        page = visitor.open(page(tag.with("data-mode", "side").html(), scheme)).open();
        assertThat(page.answers()).hasCount(1);
        keep(page, name, "side");
        page.close();
        page = visitor.open(page(tag.html(), scheme)).open();
        assertThat(page.answers()).hasCount(1);
        page.page().evaluate("JimsWidget.ready.then((chat) => chat.expand())");
        assertThat(page.widget().locator(".size")).hasAttribute("aria-pressed", "true");
        keep(page, name, "large");
        page.page().evaluate("JimsWidget.ready.then((chat) => chat.expand())");
        assertThat(page.widget().locator(".size")).hasAttribute("aria-pressed", "false");
        keep(page, name, "grip");
        page.page()
                .evaluate(
                        "Object.entries({ radius: '4px', font: 'Georgia, serif', surface: 'rgb(255 250 240)', raised: '#f0e6d2', text: '#2a1600', width: '460px', height: '520px', 'offset-x': '60px', 'offset-y': '60px' }).forEach(([name, value]) => document.documentElement.style.setProperty('--jims-' + name, value))");
        keep(page, name, "properties");
    }

    private static HostPage page(String chat, ColorScheme scheme) {
        String style = scheme == ColorScheme.DARK ? "background: #111; color: #eee" : "";
        return HostPage.with()
                .head("<style>body { %s; font-family: sans-serif }</style>".formatted(style))
                .body(chat + "<p>" + "The shop has tea. ".repeat(60) + "</p>");
    }

    private static void keep(WidgetPage page, String name, String state) {
        Path file = FOLDER.resolve("places-%s-%s.png".formatted(state, name));
        page.page().screenshot(new ScreenshotOptions().setPath(file));
        assertThat(file).isNotEmptyFile();
    }
}
