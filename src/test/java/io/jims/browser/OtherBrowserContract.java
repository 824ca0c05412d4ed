package io.jims.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.TestServer;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The main cases of the widget and of a page around it, in a browser other than Chromium.
@BrowserTest
abstract class OtherBrowserContract {
    private static final String WIDGET = "document.querySelector('jims-widget')";
    private static final String SHADOW = WIDGET + "?.shadowRoot";
    private static final String FIELD = SHADOW + ".querySelector('textarea')";
    private static final String PANEL = SHADOW + ".querySelector('.panel:not([hidden])')";

    private final DirectedPipeline pipeline = new DirectedPipeline();
    private @Nullable OtherBrowser started;

    /// Skips what is about to run, loudly, where the browser is not installed.
    abstract OtherBrowser start() throws IOException;

    @BeforeEach
    void startBrowser() throws IOException {
        started = start();
    }

    @AfterEach
    void stopBrowser() {
        if (started != null) {
            started.close();
        }
    }

    @Test
    void conversation_goesOnOverAReload_withItsDraft(Stage stage) {
        ask(stage, HostPage.with(ScriptTag.of(stage.serve(TestServer::echo))));
        browser().type("a draft");
        browser().reload();
        browser().await(FIELD + "?.value === 'a draft'");
        browser().await(SHADOW + "?.querySelectorAll('.assistant.message').length === 1");

        assertThat(browser().evaluate("!!" + PANEL)).isEqualTo("true");
    }

    @Test
    void exchangedDocument_keepsTheWidgetWithItsDraft(Stage stage) {
        ask(stage, HostPage.with(ScriptTag.of(stage.serve(TestServer::echo))));
        browser().type("a draft");
        browser()
                .evaluate("document.documentElement.innerHTML = '<head></head><body>Fresh</body>'");
        browser().await("!!" + SHADOW);

        assertThat(browser().evaluate(FIELD + ".value")).isEqualTo("a draft");
        assertThat(browser().evaluate("!!" + PANEL)).isEqualTo("true");
        assertThat(browser().evaluate("document.querySelectorAll('jims-widget').length"))
                .isEqualTo("1");
    }

    @Test
    void exchangedBody_keepsTheFocus(Stage stage) {
        ask(stage, HostPage.with(ScriptTag.of(stage.serve(TestServer::echo))));
        browser().type("a draft");
        browser().evaluate("document.body.replaceWith(document.createElement('body'))");
        browser().type(" goes on");

        assertThat(browser().evaluate(FIELD + ".value")).isEqualTo("a draft goes on");
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
                        browser()
                                .evaluate(
                                        "((style) => style.userSelect ?? style.webkitUserSelect)(getComputedStyle("
                                                + SHADOW
                                                + ".querySelector('.assistant .body')))"))
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
        browser().resize(390, 844);
        ask(stage, HostPage.with(ScriptTag.of(stage.serve(TestServer::echo))));
        assertThat(browser().evaluate(PANEL + ".matches(':modal')")).isEqualTo("true");
        browser().back();
        browser().await("!" + PANEL);

        assertThat(browser().evaluate("document.title")).isEqualTo("Shop");
    }

    @Test
    void answer_streams_canBeStopped_andTriedAgain(Stage stage) {
        open(stage.site().put(HostPage.with(ScriptTag.of(stage.serve(pipeline)))));
        browser().type("Hi\uE007");
        pipeline.stream("Half an **ans");
        browser().await(SHADOW + ".querySelector('.streaming')?.textContent.includes('Half an')");
        click("'.stop'");
        browser().await(SHADOW + ".querySelector('.assistant .retry')");
        click("'.assistant .retry'");
        pipeline.say("| a | b |\n|---|---|\n| 1 | 2 |").end();
        browser().await(SHADOW + ".querySelector('.assistant td')?.textContent === '1'");

        assertThat(browser().evaluate(SHADOW + ".querySelectorAll('.user').length")).isEqualTo("1");
    }

    @Test
    void turbo_navigationAndBack_keepTheWidgetWithItsDraft(Stage stage) {
        ScriptTag tag = ScriptTag.of(stage.serve(TestServer::echo));
        HostPage second = HostPage.with(tag).head(HostLibraries.tags(stage.site(), "turbo.js"));
        stage.site().put("/second", second.body("<p id=second>Second</p>"));
        ask(stage, second.body("<a id=next href=/second>Next</a>"));
        browser().type("a draft");
        browser().evaluate("document.querySelector('#next').click()");
        browser().await("document.querySelector('#second')");
        assertThat(browser().evaluate(FIELD + ".value")).isEqualTo("a draft");
        browser().evaluate("history.back()");
        browser().await("document.querySelector('#next')");

        assertThat(browser().evaluate(FIELD + ".value")).isEqualTo("a draft");
        assertThat(browser().evaluate("!!" + PANEL)).isEqualTo("true");
        assertThat(browser().evaluate("document.querySelectorAll('jims-widget').length"))
                .isEqualTo("1");
    }

    @Test
    void hostileStyles_leaveTheWidgetAsItIs(Stage stage) {
        ask(
                stage,
                HostPage.with(ScriptTag.of(stage.serve(TestServer::echo)))
                        .head(
                                "<style>body, body * { all: unset !important; display: none !important }"
                                        + " jims-widget { opacity: 0 !important; transform: scale(0)"
                                        + " !important }</style>"));

        browser().await("getComputedStyle(" + PANEL + ").opacity === '1'");
        assertThat(browser().evaluate(PANEL + ".offsetWidth")).isEqualTo("400");
    }

    @Test
    void trappedFocus_leavesTheFieldUsable(Stage stage) {
        ask(
                stage,
                HostPage.with(ScriptTag.of(stage.serve(TestServer::echo)))
                        .body(
                                """
                                <dialog open><input id="own"></dialog>
                                <script>
                                  const back = ({ target }) =>
                                    target.closest?.("dialog") ?? document.querySelector("#own").focus();
                                  for (const type of ["focusin", "keydown", "pointerdown"]) {
                                    document.addEventListener(type, back);
                                  }
                                </script>
                                """));
        browser().type("still here");

        assertThat(browser().evaluate(FIELD + ".value")).isEqualTo("still here");
    }

    @Test
    void popoverOfThePage_isBelowThePanelThatOpensAfterIt(Stage stage) {
        open(
                stage.site()
                        .put(
                                HostPage.with(ScriptTag.of(stage.serve(TestServer::echo)))
                                        .body(
                                                "<div id=pop popover=manual style='inset: 0;"
                                                        + " width: 100vw; height: 60vh'></div>")));
        click("'.close'");
        browser().await("!" + PANEL);
        browser().evaluate("document.querySelector('#pop').showPopover()");
        browser().evaluate(SHADOW + ".querySelector('.launcher').click()");
        browser().await(PANEL);
        String center =
                "(() => { const b = %s.getBoundingClientRect(); return document.elementFromPoint(b.x + 99, b.y + 99).localName })()"
                        .formatted(PANEL);

        assertThat(browser().evaluate(center)).isEqualTo("jims-widget");
    }

    @Test
    void rightToLeft_mirrorsTheMessages(Stage stage) {
        ask(
                stage,
                HostPage.with(ScriptTag.of(stage.serve(TestServer::echo)).with("data-lang", "ar"))
                        .lang("ar"));
        String isOnTheLeft =
                "%1$s.querySelector('.user .body').getBoundingClientRect().x < %1$s.querySelector('.assistant .body').getBoundingClientRect().x"
                        .formatted(SHADOW);

        assertThat(browser().evaluate(isOnTheLeft)).isEqualTo("true");
    }

    @Test
    void reload_keepsWhatWasClosedClosed(Stage stage) {
        ask(
                stage,
                HostPage.with(
                        ScriptTag.of(stage.serve(TestServer::echo)).with("data-open", "true")));
        click("'.close'");
        browser().await("!" + PANEL);
        browser().reload();
        browser().await(SHADOW + "?.querySelector('.launcher')");

        assertThat(browser().evaluate(SHADOW + ".querySelector('.launcher').ariaExpanded"))
                .isEqualTo("false");
    }

    private OtherBrowser browser() {
        return Objects.requireNonNull(started);
    }

    private void ask(Stage stage, HostPage content) {
        ask(stage.site().put(content));
    }

    /// Opens the panel by its button, unless the tag does, and puts the focus into its field.
    private void open(String address) {
        browser().open(address);
        browser().await("!!" + SHADOW + "?.querySelector('.launcher')");
        if (browser()
                .evaluate(SHADOW + ".querySelector('.launcher').ariaExpanded")
                .equals("false")) {
            click("'.launcher'");
        }
        browser().await(FIELD + " && " + SHADOW + ".querySelector('.empty')");
        click("'textarea'");
    }

    /// Opens the panel, and has a message answered.
    private void ask(String address) {
        open(address);
        browser().type("Hi\uE007");
        browser().await(SHADOW + ".querySelector('.log').textContent.includes('Echo: Hi')");
    }

    private void click(String selector) {
        String center =
                "(() => { const b = %s.querySelector(%s).getBoundingClientRect();"
                        .formatted(SHADOW, selector);
        String at =
                browser()
                        .evaluate(
                                center
                                        + " return [b.x + b.width / 2, b.y + b.height / 2].map(Math.round).join() })()");
        int comma = at.indexOf(',');
        browser()
                .click(
                        Integer.parseInt(at.substring(0, comma)),
                        Integer.parseInt(at.substring(comma + 1)));
    }
}
