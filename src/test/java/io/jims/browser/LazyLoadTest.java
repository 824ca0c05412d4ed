package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.LoadState;
import io.jims.testing.TestServer;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What the widget asks the network for, and when.
@BrowserTest
class LazyLoadTest {
    @Test
    void untouchedButton_costsOneScript_andNoSocket(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        Visitor visitor = stage.visitor();
        WidgetPage page = visitor.open(HostPage.with(ScriptTag.of(server)));
        assertThat(page.launcher()).isVisible();
        page.page().waitForLoadState(LoadState.NETWORKIDLE);

        assertThat(asked(visitor, server))
                .containsExactly(server.origin() + "/static/jims-widget.js");
        assertThat(visitor.sockets()).isEmpty();
    }

    @Test
    void pointer_loadsThePanel_butOpensNoSocket(Stage stage) {
        assertLoadedBy(stage, Locator::hover);
    }

    @Test
    void focus_loadsThePanel_butOpensNoSocket(Stage stage) {
        assertLoadedBy(stage, Locator::focus);
    }

    @Test
    void dataOpen_loadsThePanelByItself(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        WidgetPage page = stage.open(ScriptTag.of(server).with("data-open", "true"));

        assertThat(page.composer()).isVisible();
        assertThat(page.launcher()).hasAttribute("aria-expanded", "true");
        assertThat(page.composer()).not().isFocused(); // it is the page's turn, not ours
    }

    @Test
    void wholeConversation_asksTheServerOnly(Stage stage) {
        ChatServer server = stage.serve(context -> context.sendMessage("**Tea** ☕ `x` 你好"));
        Visitor visitor = stage.visitor();
        WidgetPage page = visitor.open(HostPage.with(ScriptTag.of(server))).open().say("Hi");
        assertThat(page.answers()).hasCount(1);
        page.newConversation();

        assertThat(visitor.requests())
                .allMatch(url ->
                        url.startsWith(server.origin() + "/")
                                || url.startsWith(stage.site().origin() + "/"));
        assertThat(visitor.sockets())
                .isNotEmpty()
                .allMatch(url -> url.startsWith(server.origin().replace("http:", "ws:")));
    }

    @Test
    void panel_isAskedForOnce_bySeveralWidgets(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        Visitor visitor = stage.visitor();
        ScriptTag tag = ScriptTag.of(server);
        WidgetPage page =
                visitor.open(
                        HostPage.with(
                                tag.with("data-position", "bottom-left")
                                        .with("data-contact-id", "ann"),
                                tag.with("data-position", "bottom-right")));
        page.widget("data-position", "bottom-left").open();
        page.widget("data-position", "bottom-right").open();

        assertThat(asked(visitor, server)).doesNotHaveDuplicates();
    }

    private static void assertLoadedBy(Stage stage, Consumer<Locator> gesture) {
        ChatServer server = stage.serve(TestServer::echo);
        Visitor visitor = stage.visitor();
        WidgetPage page = visitor.open(HostPage.with(ScriptTag.of(server)));
        gesture.accept(page.launcher());

        page.page().waitForCondition(() -> asked(visitor, server).size() > 1);
        assertThat(page.composer()).not().isVisible();
        assertThat(visitor.sockets()).isEmpty();
    }

    private static List<String> asked(Visitor visitor, ChatServer server) {
        return visitor.requests().stream()
                .filter(url -> url.startsWith(server.origin() + "/"))
                .toList();
    }
}
