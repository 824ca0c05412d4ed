package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.jims.testing.TestServer;
import org.junit.jupiter.api.Test;

/// A page to which the browser gives no storage at all.
@BrowserTest
class BlockedStorageTest {
    @Test
    void widget_works_forAsLongAsThePageLives(Stage stage) {
        ScriptTag tag = ScriptTag.of(stage.serve(TestServer::echo));
        Visitor visitor = stage.visitor();
        WidgetPage page = inSandbox(stage, visitor, tag).open().say("Hi");
        assertShown(page.answers(), "Echo: Hi");
        page.say("Ho");

        assertShown(page.answers(), "Echo: Hi", "Echo: Ho");
        assertThat(visitor.console("error")).isEmpty();
    }

    @Test
    void unsentMessage_survivesALostConnection(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        WidgetPage page = inSandbox(stage, stage.visitor(), ScriptTag.of(server)).open().say("Hi");
        assertThat(page.answers()).hasCount(1);
        server.stop();
        page.say("Ho");
        assertThat(page.questions()).hasCount(2);
        server.start();

        assertShown(page.answers(), "Echo: Hi", "Echo: Ho");
        assertThat(server.contents()).containsExactly("Hi", "Echo: Hi", "Ho", "Echo: Ho");
    }

    /// A sandboxed frame has an origin of its own, whose storage throws when it is touched.
    private static WidgetPage inSandbox(Stage stage, Visitor visitor, ScriptTag tag) {
        String content = stage.site().put(HostPage.with(tag));
        Page page =
                visitor.open(
                                HostPage.with()
                                        .body(
                                                "<iframe width=600 height=700 sandbox=allow-scripts"
                                                        + " src="
                                                        + content
                                                        + "></iframe>"))
                        .page();
        return new WidgetPage(page, page.frameLocator("iframe").locator("jims-widget"));
    }
}
