package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.jims.testing.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a visitor may ask first, below the greeting.
@BrowserTest
class StartersTest {
    private static final String STARTERS = "[\"How much is tea?\",\"And coffee?\"]";

    @Test
    void click_isAnOrdinaryMessage_andTheStartersGo_inBothTabs_untilANewConversation(Stage stage)
            throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        Visitor visitor = stage.visitor();
        HostPage host =
                HostPage.with(
                        ScriptTag.of(server)
                                .with("data-starters", STARTERS)
                                .with("data-intro-message", "Hello"));
        WidgetPage one = visitor.open(host).open();
        WidgetPage two = visitor.open(host).open();
        assertThat(starters(two)).hasCount(2);
        starters(one).first().click();
        assertShown(one.messages(), "Hello", "How much is tea?", "Echo: How much is tea?");
        assertThat(one.composer()).isFocused();
        assertShown(two.messages(), "Hello", "How much is tea?", "Echo: How much is tea?");
        assertThat(starters(one)).hasCount(0);
        assertThat(starters(two)).hasCount(0);
        one.page().reload();
        assertThat(one.open().answers()).hasCount(2);
        assertThat(starters(one)).hasCount(0);
        one.newConversation();
        assertThat(starters(one)).hasCount(2);

        assertThat(server.contents()).containsExactly("How much is tea?", "Echo: How much is tea?");
        assertThat(server.events("comm.user_message")).hasSize(1);
    }

    @Test
    void withoutAGreeting_theyStandBelowTheBuiltInOne_forTheKeyboardToo_fromRightToLeft(
            Stage stage) {
        ScriptTag tag =
                ScriptTag.of(stage.serve(TestServer::echo))
                        .with("data-starters", "[\"كم سعر الشاي؟\"]")
                        .with("data-lang", "ar");
        WidgetPage page = stage.open(tag).open();
        Locator starter = starters(page);
        assertThat(page.panel().locator(".empty p")).isVisible();
        starter.focus();
        assertThat(starter).isInViewport();
        page.page().keyboard().press("Enter");

        assertShown(page.messages(), "كم سعر الشاي؟", "Echo: كم سعر الشاي؟");
    }

    @Test
    void attributeThatIsNoList_isSaidInTheConsole_andShowsNone(Stage stage) {
        Visitor visitor = stage.visitor();
        ScriptTag tag = ScriptTag.of(stage.serve(TestServer::echo));
        WidgetPage page =
                visitor.open(HostPage.with(tag.with("data-starters", "How much?"))).open();
        assertThat(page.panel().locator(".empty")).isVisible();

        assertThat(starters(page)).hasCount(0);
        assertThat(visitor.console("warning").toString()).contains("data-starters");
    }

    @Test
    void list_ofAPageThatMounts_isTaken(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        HostPage host =
                HostPage.with()
                        .body(
                                "<script>(window.JimsWidget = []).push((jims) => jims.mount({ server:"
                                        + " '%s', starters: ['How much is tea?'] }))</script>"
                                                .formatted(server.origin()))
                        .body(new ScriptTag(ScriptTag.of(server).source(), Map.of()).html());
        WidgetPage page = stage.visitor().open(host).open();

        assertThat(starters(page)).hasText("How much is tea?");
    }

    private static Locator starters(WidgetPage page) {
        return page.panel().locator(".starters button");
    }
}
