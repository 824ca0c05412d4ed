package io.jims.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The main cases of a page around the widget, in Firefox.
@BrowserTest
class FirefoxTest {
    private static final String WIDGET = "document.querySelector('jims-widget')";
    private static final String SHADOW = WIDGET + "?.shadowRoot";
    private static final String FIELD = SHADOW + ".querySelector('textarea')";
    private static final String PANEL = SHADOW + ".querySelector('.panel:not([hidden])')";

    private Firefox firefox;

    @BeforeEach
    void start() throws IOException {
        firefox = Firefox.start();
    }

    @AfterEach
    void stop() {
        if (firefox != null) {
            firefox.close();
        }
    }

    @Test
    void conversation_goesOnOverAReload_withItsDraft(Stage stage) {
        ask(stage, HostPage.with(ScriptTag.of(stage.serve(TestServer::echo))));
        firefox.type("a draft");
        firefox.evaluate("(window.old = true, location.reload())");
        firefox.await("!window.old && " + FIELD + "?.value === 'a draft'");
        firefox.await(SHADOW + "?.querySelectorAll('.assistant.message').length === 1");

        assertThat(firefox.evaluate("!!" + PANEL)).isEqualTo("true");
    }

    @Test
    void exchangedDocument_keepsTheWidgetWithItsDraft(Stage stage) {
        ask(stage, HostPage.with(ScriptTag.of(stage.serve(TestServer::echo))));
        firefox.type("a draft");
        firefox.evaluate("document.documentElement.innerHTML = '<head></head><body>Fresh</body>'");
        firefox.await("!!" + SHADOW);

        assertThat(firefox.evaluate(FIELD + ".value")).isEqualTo("a draft");
        assertThat(firefox.evaluate("!!" + PANEL)).isEqualTo("true");
        assertThat(firefox.evaluate("document.querySelectorAll('jims-widget').length"))
                .isEqualTo("1");
    }

    @Test
    void exchangedBody_keepsTheFocus(Stage stage) {
        ask(stage, HostPage.with(ScriptTag.of(stage.serve(TestServer::echo))));
        firefox.type("a draft");
        firefox.evaluate("document.body.replaceWith(document.createElement('body'))");
        firefox.type(" goes on");

        assertThat(firefox.evaluate(FIELD + ".value")).isEqualTo("a draft goes on");
    }

    @Test
    void coveredAndTransformedPage_leavesTheWidgetOnTop(Stage stage) {
        ask(
                stage,
                HostPage.with(ScriptTag.of(stage.serve(TestServer::echo)))
                        .head(
                                "<style>body { transform: translateY(0); height: 3000px;"
                                        + " user-select: none } html { filter: blur(0) }</style>")
                        .body(
                                "<div style='position: fixed; inset: 0; z-index: 2147483647;"
                                        + " background: tan; height: 100vh'></div>"));

        assertThat(
                        firefox.evaluate(
                                "getComputedStyle("
                                        + SHADOW
                                        + ".querySelector('.assistant .body')).userSelect"))
                .isIn("text", "auto");
    }

    @Test
    void xhtml_isAPageLikeAnyOther(Stage stage) {
        String tag = ScriptTag.of(stage.serve(TestServer::echo)).html().replace(" async", "");
        String html =
                "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>Shop</title></head><body>"
                        + tag
                        + "</body></html>";
        ask(stage.site().putText("/x", "application/xhtml+xml", html));
    }

    @Test
    void back_closesTheFullScreenPanel(Stage stage) {
        firefox.resize(390, 844);
        ask(stage, HostPage.with(ScriptTag.of(stage.serve(TestServer::echo))));
        assertThat(firefox.evaluate(PANEL + ".matches(':modal')")).isEqualTo("true");
        firefox.back();
        firefox.await("!" + PANEL);

        assertThat(firefox.evaluate("document.title")).isEqualTo("Shop");
    }

    private void ask(Stage stage, HostPage content) {
        ask(stage.site().put(content));
    }

    /// Opens the panel by its button, and has a message answered.
    private void ask(String address) {
        firefox.open(address);
        firefox.await("!!" + SHADOW + "?.querySelector('.launcher')");
        click("'.launcher'");
        firefox.await("!!" + SHADOW + "?.querySelector('textarea')");
        click("'textarea'");
        firefox.type("Hi\uE007");
        firefox.await(SHADOW + ".textContent.includes('Echo: Hi')");
    }

    private void click(String selector) {
        String center =
                "(() => { const b = %s.querySelector(%s).getBoundingClientRect();"
                        .formatted(SHADOW, selector);
        String at =
                firefox.evaluate(
                        center
                                + " return [b.x + b.width / 2, b.y + b.height / 2].map(Math.round).join() })()");
        int comma = at.indexOf(',');
        firefox.click(
                Integer.parseInt(at.substring(0, comma)),
                Integer.parseInt(at.substring(comma + 1)));
    }
}
