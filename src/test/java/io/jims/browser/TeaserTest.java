package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import io.jims.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The bubble beside the button.
@BrowserTest
class TeaserTest {
    /// More than a teaser leaves the page to itself, in ms.
    private static final int PAUSE = 2_000;

    @Test
    void teaser_isThereOnce_andTakesNoFocus(Stage stage) {
        Visitor visitor = withClock(stage);
        HostPage host = HostPage.with(tag(stage));
        WidgetPage page = visitor.open(host);
        assertThat(page.launcher()).isVisible();
        page.page().locator("#own").focus();
        page.page().clock().fastForward(PAUSE);
        assertThat(teaser(page)).containsText("Questions? I am here.");
        assertThat(page.page().locator("#own")).isFocused();
        page.page().reload();
        assertNone(page);

        assertNone(visitor.open(host));
    }

    @Test
    void click_opensTheChat_andTheTeaserIsGone(Stage stage) {
        WidgetPage page = stage.open(tag(stage));
        teaser(page).getByText("Questions?").click();
        assertThat(page.composer()).isFocused();
        assertThat(teaser(page)).hasCount(0);
        page.close();

        assertThat(page.launcher()).isFocused();
    }

    @Test
    void dismiss_byTheKeyboard_leavesTheFocusAtTheButton(Stage stage) {
        WidgetPage page = stage.open(tag(stage));
        Locator dismiss = teaser(page).locator("[aria-label='Dismiss']");
        dismiss.focus();
        page.page().keyboard().press("Enter");

        assertThat(teaser(page)).hasCount(0);
        assertThat(page.launcher()).isFocused();
        assertThat(page.panel()).not().isVisible();
    }

    @Test
    void whoHasOpenedTheChat_seesNone(Stage stage) {
        WidgetPage page = withClock(stage).open(HostPage.with(tag(stage))).open();
        page.close();
        page.page().reload();

        assertNone(page);
    }

    @ParameterizedTest
    @CsvSource({"Ausblenden, de", "Скрыть, ru", "إخفاء, ar", "隐藏, zh"})
    void dismiss_speaksTheVisitorsLanguage(String word, String lang, Stage stage) {
        WidgetPage page = stage.open(tag(stage).with("data-lang", lang));

        assertThat(teaser(page).locator("[aria-label='" + word + "']")).isVisible();
    }

    /// The button is there, and whatever waits for its time has had it.
    private static void assertNone(WidgetPage page) {
        assertThat(page.launcher()).isVisible();
        page.page().clock().fastForward(PAUSE);
        assertThat(teaser(page)).hasCount(0);
    }

    /// Whose time passes as the test says.
    private static Visitor withClock(Stage stage) {
        Visitor visitor = stage.visitor();
        visitor.context().clock().install();
        return visitor;
    }

    private static Locator teaser(WidgetPage page) {
        return page.widget().locator(".teaser");
    }

    private static ScriptTag tag(Stage stage) {
        return ScriptTag.of(stage.serve(TestServer::echo))
                .with("data-teaser", "Questions? I am here.");
    }
}
