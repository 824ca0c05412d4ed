package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The npm package as it is packed, in pages of its users: alone, in React's `StrictMode`, in Vue
/// and in Svelte, the last three rendered on a server and hydrated.
@BrowserTest
class NpmPackageTest {
    private static final Path PAGES = Path.of("target", "package-pages");

    @BeforeAll
    static void build() throws Exception {
        Process node =
                new ProcessBuilder("node", "static/test/package-pages.mjs", PAGES.toString())
                        .inheritIO()
                        .start();
        assertThat(node.waitFor()).as("it needs 'npm ci' in static/").isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "react", "vue", "svelte"})
    void widget_comes_changes_andGoes_withItsComponent(String name, Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        Visitor visitor = stage.visitor();
        WidgetPage page = visitor.open(page(name, server, stage)).open().say("Hi");
        assertShown(page.answers(), "Echo: Hi");
        assertThat(page.page().locator("jims-widget")).hasCount(1);
        page.answers().last().hover();
        page.button("Good answer").click();
        page.page().waitForCondition(() -> told(page).contains("feedback up"));
        assertThat(told(page))
                .contains("answer-start")
                .anyMatch(text -> text.startsWith("thread "));
        page.composer().fill("a draft");

        page.page().evaluate("retitle('Another title')");
        assertThat(page.title()).hasText("Another title");
        assertThat(page.composer()).hasValue("a draft");
        assertThat(page.page().locator("jims-widget")).hasCount(1);

        page.page().evaluate("leave()");
        assertThat(page.page().locator("jims-widget")).hasCount(0);
        assertThat(told(page)).contains("Hi", "Echo: Hi").doesNotHaveDuplicates();
        assertThat(told(page)).noneMatch(text -> text.startsWith("hydration: "));
        assertThat(told(page)).noneMatch(text -> text.startsWith("warning: "));
        assertThat(told(page).stream().anyMatch(text -> text.endsWith("could not be loaded")))
                .isEqualTo(name.equals("plain"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"react", "vue", "svelte"})
    void inlineWidget_standsInItsComponent(String name, Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        HostPage host =
                page(name, server, stage)
                        .head("<script>window.mode = 'inline'</script>")
                        .head("<style>.chat { height: 400px }</style>");
        WidgetPage page = stage.visitor().open(host).say("Hi");
        assertShown(page.answers(), "Echo: Hi");
        assertThat(page.page().locator("main > div.chat > jims-widget")).hasCount(1);
        page.page().evaluate("retitle('Another title')");
        assertThat(page.widget().locator("h2")).hasText("Another title");
        assertThat(page.answers()).hasCount(1);
        page.page().evaluate("leave()");

        assertThat(page.page().locator("jims-widget")).hasCount(0);
    }

    private static HostPage page(String name, ChatServer server, Stage stage) throws Exception {
        String script =
                stage.site()
                        .putScript(
                                "/app-" + name + ".js",
                                Files.readString(PAGES.resolve(name + ".js")));
        return new HostPage(
                "en",
                "",
                "<div id=\"app\">"
                        + Files.readString(PAGES.resolve(name + ".html"))
                        + "</div><script>window.server = \""
                        + server.origin()
                        + "\"; window.told = [];</script><script src=\""
                        + script
                        + "\"></script>",
                Map.of());
    }

    @SuppressWarnings("unchecked")
    private static List<String> told(WidgetPage page) {
        return (List<String>) page.page().evaluate("told");
    }
}
