package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.TestServer;
import io.jims.testing.TestTokens;
import io.jims.widget.Limits;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/// Before a server that asks for tokens: what the visitor sees of them is nothing, or plain words.
@BrowserTest
class TokenRenewalTest {
    @Test
    void refusedToken_isRenewedOnTheSameSocket_andTheMessageGoesOn(Stage stage) throws Exception {
        ChatServer server = serve(stage);
        Visitor visitor = visitor(stage, Duration.ofMinutes(-5), Duration.ofHours(1));
        WidgetPage page = visitor.open(mount(server)).open().say("Hi");

        assertShown(page.answers(), "Echo: Hi");
        assertThat(visitor.sockets()).hasSize(1);
        assertThat(hellos(visitor)).hasSize(2);
        assertThat(page.widget().locator(".problem")).hasCount(0);
        assertThat(server.contacts()).containsExactly("ann");
    }

    @Test
    void tokenThatExpiresInAQuietSession_isRenewed_andNothingIsSeenOfIt(Stage stage)
            throws Exception {
        ChatServer server = serve(stage);
        Visitor visitor = visitor(stage, Duration.ofSeconds(4), Duration.ofHours(1));
        WidgetPage page = visitor.open(mount(server)).open().say("Hi");
        assertShown(page.answers(), "Echo: Hi");
        page.page().waitForCondition(() -> hellos(visitor).size() == 2);
        page.say("Still me?");

        assertShown(page.answers(), "Echo: Hi", "Echo: Still me?");
        assertThat(page.questions()).hasCount(2);
        assertThat(visitor.sockets()).hasSize(1);
        assertThat(server.threads()).hasSize(1);
    }

    @Test
    void expiredTokenOfTheTag_isSaidInPlainWords(Stage stage) {
        ScriptTag tag =
                ScriptTag.of(serve(stage))
                        .with("data-token", TestTokens.of("ann", Duration.ofMinutes(-5)));
        WidgetPage page = stage.open(tag).open();

        assertThat(page.panel().locator(".problem")).containsText("Your access has expired.");
    }

    @Test
    void pageWithoutAToken_saysThatTheChatIsNotThere_andTheConsoleWhatIsMissing(Stage stage) {
        Visitor visitor = stage.visitor();
        WidgetPage page = visitor.open(HostPage.with(ScriptTag.of(serve(stage)))).open();

        assertThat(page.panel().locator(".problem"))
                .containsText("The chat is not available here.");
        assertThat(visitor.console("error").toString()).contains("data-token");
    }

    @Test
    void tokenOfSomebodyElse_isSaidInPlainWords(Stage stage) {
        ScriptTag tag =
                ScriptTag.of(serve(stage))
                        .with("data-token", TestTokens.of("ann"))
                        .with("data-contact-id", "bob");
        WidgetPage page = stage.open(tag).open();

        assertThat(page.panel().locator(".problem"))
                .containsText("This conversation is not open to you.");
    }

    private static ChatServer serve(Stage stage) {
        return stage.serve(TestServer::echo, Limits.DEFAULT, TestTokens.bySecret());
    }

    /// A visitor whose site gives tokens that last so long, one after the other.
    private static Visitor visitor(Stage stage, Duration... lifetimes) {
        Queue<Duration> left = new ArrayDeque<>(List.of(lifetimes));
        Visitor visitor = stage.visitor();
        visitor.context().exposeFunction("fetchToken", args -> TestTokens.of("ann", left.remove()));
        return visitor;
    }

    private static HostPage mount(ChatServer server) {
        return HostPage.with(new ScriptTag(server.origin() + "/static/jims-widget.js", Map.of()))
                .body(
                        """
                        <script>
                          addEventListener("load", () =>
                            JimsWidget.mount({ server: "%s", token: async () => fetchToken() }));
                        </script>
                        """
                                .formatted(server.origin()));
    }

    private static List<String> hellos(Visitor visitor) {
        return visitor.framesSent().stream().filter(frame -> frame.contains("\"hello\"")).toList();
    }
}
