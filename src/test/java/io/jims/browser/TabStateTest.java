package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a tab remembers of the widget while one goes from page to page.
@BrowserTest
class TabStateTest {
    @Test
    void openPanelAndDraft_liveOnOverPagesOfTheTab(Stage stage) {
        HostPage content = HostPage.with(ScriptTag.of(stage.serve(TestServer::echo)));
        WidgetPage page = stage.visitor().open(content).open();
        page.composer().fill("a draft\nof two lines");
        page.page().navigate(stage.site().put(content));

        assertThat(page.composer()).hasValue("a draft\nof two lines");
        assertThat(page.composer()).isVisible();
        assertThat(page.composer()).not().isFocused();
        page.button("Send").click();
        assertShown(page.questions(), "a draft");
        page.page().reload();
        assertThat(page.answers()).hasCount(1);
        assertThat(page.composer()).hasValue("");
    }

    @Test
    void otherTab_hasAStateOfItsOwn(Stage stage) {
        HostPage content = HostPage.with(ScriptTag.of(stage.serve(TestServer::echo)));
        Visitor visitor = stage.visitor();
        visitor.open(content).open().composer().fill("a draft");
        WidgetPage other = visitor.open(content);
        assertThat(other.launcher()).hasAttribute("aria-expanded", "false");

        assertThat(other.open().composer()).hasValue("");
    }

    @Test
    void dataOpen_opensOnce_andWhatTheVisitorClosedStaysClosed(Stage stage) {
        ScriptTag tag = ScriptTag.of(stage.serve(TestServer::echo)).with("data-open", "true");
        Visitor visitor = stage.visitor();
        WidgetPage page = visitor.open(HostPage.with(tag));
        assertThat(page.panel()).isVisible();
        page.page().reload();
        assertThat(page.panel()).isVisible();
        page.button("Close chat").click();
        assertThat(page.panel()).not().isVisible();
        page.page().reload();
        assertThat(page.launcher()).hasAttribute("aria-expanded", "false");

        WidgetPage later = visitor.open(HostPage.with(tag));
        assertThat(later.launcher()).hasAttribute("aria-expanded", "false");
        assertThat(later.panel()).hasCount(0);
    }

    @Test
    void failedLoad_isNoClosing(Stage stage) {
        ScriptTag tag = ScriptTag.of(stage.serve(TestServer::echo)).with("data-open", "true");
        Visitor visitor = stage.visitor();
        visitor.context().route("**/jims-panel-*", route -> route.abort());
        WidgetPage page = visitor.open(HostPage.with(tag));
        assertThat(page.widget().getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                .isVisible();
        visitor.context().unroute("**/jims-panel-*");
        page.page().reload();

        assertThat(page.panel()).isVisible();
    }

    @Test
    void storageNone_remembersNothing(Stage stage) {
        ScriptTag tag = ScriptTag.of(stage.serve(TestServer::echo)).with("data-storage", "none");
        WidgetPage page = stage.open(tag).open();
        page.composer().fill("a draft");
        assertThat(page.page().evaluate("sessionStorage.length + localStorage.length"))
                .isEqualTo(0);
        page.page().reload();
        assertThat(page.launcher()).hasAttribute("aria-expanded", "false");

        assertThat(page.open().composer()).hasValue("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node.dataset.token = 'a.b.c'",
                "node.dataset.lang = 'de'",
                "document.body.append(node)",
                "{ node.parentNode.removeChild(node); document.body.prepend(node) }",
                "document.querySelector('main').append(node)",
            })
    void changedOrMovedElement_keepsDraftAndFocus(String change, Stage stage) {
        Visitor visitor = stage.visitor();
        WidgetPage page =
                visitor.open(HostPage.with(ScriptTag.of(stage.serve(TestServer::echo)))).open();
        page.say("Hi");
        assertShown(page.answers(), "Echo: Hi");
        page.composer().pressSequentially("a draft");
        page.widget().evaluate("node => " + change);
        page.page().keyboard().type(" goes on");

        assertThat(page.composer()).hasValue("a draft goes on");
        assertThat(page.composer()).isVisible();
        assertThat(page.messages()).hasCount(2);
        assertThat(visitor.sockets()).hasSize(1);
    }

    @Test
    void changedLanguage_isSpokenAtOnce(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(TestServer::echo))).open();
        page.widget().evaluate("node => { node.dataset.lang = 'de' }");

        assertThat(page.composer()).hasAttribute("aria-label", "Nachricht");
        assertThat(page.launcher()).hasAttribute("aria-label", "Chat schließen");
        page.widget().evaluate("node => { node.dataset.lang = 'ar' }");
        assertThat(page.panel()).hasCSS("direction", "rtl");
    }

    @Test
    void changedToken_isTheOneOfTheNextHello(Stage stage) {
        Visitor visitor = stage.visitor();
        ScriptTag tag = ScriptTag.of(stage.serve(TestServer::echo)).with("data-token", "a.b.c");
        WidgetPage page = visitor.open(HostPage.with(tag)).open().say("Hi");
        assertShown(page.answers(), "Echo: Hi");
        page.widget().evaluate("node => { node.dataset.token = 'd.e.f' }");
        page.page()
                .waitForCondition(
                        () -> visitor.framesSent().getLast().contains("\"token\":\"d.e.f\""));

        assertThat(visitor.sockets()).hasSize(1);
    }
}
