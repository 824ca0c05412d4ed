package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The page's style sheets and ours, side by side.
@BrowserTest
class HostileStyleTest {
    private static final String HOSTILE =
            """
            <style>
              html { font-size: 30px; letter-spacing: 5px; text-transform: uppercase; direction: ltr; }
              body * {
                color: red !important; background: yellow !important; font: 40px fantasy !important;
                line-height: 3 !important; margin: 20px !important; padding: 20px !important;
                border: 9px dotted lime !important; box-sizing: content-box !important;
                word-spacing: 9px !important; text-align: right !important; cursor: wait !important;
                transform: rotate(3deg) !important; opacity: 0.5 !important; visibility: hidden !important;
                display: none !important; position: static !important; z-index: -1 !important;
                width: 7px !important; height: 7px !important; float: left !important;
                filter: blur(3px) !important; transition: all 9s !important; clip-path: circle(1px) !important;
                pointer-events: none !important; user-select: none !important; overflow: hidden !important;
              }
              button, textarea, section, jims-widget { all: unset !important; display: none !important; }
              .message, .launcher, .panel { display: none !important; }
            </style>
            """;

    private static final String LOOKS =
            """
            node => {
              const style = getComputedStyle(node);
              const box = node.getBoundingClientRect();
              const names = ["color", "background-color", "font", "line-height", "letter-spacing",
                "word-spacing", "text-transform", "text-align", "direction", "padding", "margin", "border",
                "display", "visibility", "opacity", "transform", "filter", "cursor", "pointer-events"];
              return names.map((name) => `${name}: ${style.getPropertyValue(name)}`).join("; ")
                + `; at ${[box.x, box.y, box.width, box.height].map(Math.round)}`;
            }
            """;

    @Test
    void hostileStyles_changeNothingOfTheWidget(Stage stage) {
        ChatServer server = stage.serve(context -> context.sendMessage("**Tea** or coffee?"));
        Map<String, Object> plain = looks(stage, HostPage.with(ScriptTag.of(server)));
        Map<String, Object> hostile =
                looks(stage, HostPage.with(ScriptTag.of(server)).head(HOSTILE));

        assertThat(hostile).isEqualTo(plain);
    }

    @Test
    void widget_changesNothingOfThePage(Stage stage) {
        ChatServer server = stage.serve(context -> context.sendMessage("Tea"));
        HostPage without = HostPage.with();
        String before = page(stage.visitor().open(without));
        WidgetPage page = stage.open(ScriptTag.of(server)).open().say("Hi");
        assertThat(page.answers()).hasCount(1);
        page.close();
        assertThat(page.panel()).not().isVisible();

        assertThat(page(page)).isEqualTo(before);
    }

    @Test
    void widget_addsAnElementAndANameOrTwo(Stage stage) {
        ChatServer server = stage.serve(context -> context.sendMessage("Tea"));
        WidgetPage bare = stage.visitor().open(HostPage.with());
        Object before = bare.page().evaluate("Object.getOwnPropertyNames(window)");
        WidgetPage page = stage.open(ScriptTag.of(server)).open().say("Hi");
        assertThat(page.answers()).hasCount(1);

        assertThat(
                        page.page()
                                .evaluate(
                                        "before => Object.getOwnPropertyNames(window).filter((name) =>"
                                                + " !before.includes(name) &&"
                                                + " !name.startsWith('__playwright'))",
                                        before))
                .isEqualTo(List.of("JimsWidget", "litHtmlVersions"));
        assertThat(page.page().locator("body > *")).hasCount(1);
        assertThat(page.page().locator("html > *")).hasCount(3);
        assertThat(page.page().locator("head link[rel=stylesheet], style")).hasCount(0);
    }

    private static Map<String, Object> looks(Stage stage, HostPage content) {
        WidgetPage page = stage.visitor().open(content);
        page.launcher().dispatchEvent("click");
        page.composer().fill("Hi");
        page.composer().press("Enter");
        assertThat(page.answers()).hasCount(1);
        page.page().mouse().move(0, 0);
        page.still();
        Map<String, Object> looks = new LinkedHashMap<>();
        Map<String, Locator> parts =
                Map.of(
                        "launcher", page.launcher(),
                        "panel", page.panel(),
                        "title", page.title(),
                        "composer", page.composer(),
                        "question", page.questions().first(),
                        "answer", page.answers().first(),
                        "strong", page.answers().locator("strong"));
        parts.forEach((name, part) -> looks.put(name, part.evaluate(LOOKS)));
        return looks;
    }

    /// What the page is without what we put there.
    private static String page(WidgetPage page) {
        return (String)
                page.page()
                        .evaluate(
                                """
                                () => {
                                  const copy = document.documentElement.cloneNode(true);
                                  copy.querySelectorAll("script, jims-widget").forEach((node) => node.remove());
                                  const style = (node) => JSON.stringify(Array.from(getComputedStyle(node), (name) =>
                                    name + getComputedStyle(node).getPropertyValue(name)).filter((s) => !s.startsWith("--")));
                                  const { scrollWidth, scrollHeight } = document.documentElement;
                                  return copy.outerHTML.replace(/\\s+/g, " ") + style(document.body)
                                    + style(document.querySelector("h1")) + scrollWidth + "x" + scrollHeight;
                                }
                                """);
    }
}
