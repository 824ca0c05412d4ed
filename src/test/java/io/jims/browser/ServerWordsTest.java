package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.AriaRole;
import io.jims.testing.TestServer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The words that come with `welcome` win over the built-in ones, and the tag's over both.
@BrowserTest
class ServerWordsTest {
    private static final String TEXTS =
            """
            {"welcome":"Good day, ask **me**","session_reset":"Again, from the start",\
            "legal_disclaimer":"A machine answers. [Privacy](https://example.com/privacy)",\
            "widget.title":"The tea desk","widget.placeholder":"Your question",\
            "widget.send":"Ask","widget.newConversation":"Start over","widget.close":"Shut",\
            "widget.open":"Ask us","widget.pipeline":"The kettle broke","title":"no word of ours"}\
            """;

    @Test
    void texts_replaceTheBuiltInWords(Stage stage) {
        Visitor visitor = visitor(stage);
        WidgetPage page =
                visitor.open(HostPage.with(ScriptTag.of(stage.serve(TestServer::echo)))).open();

        assertThat(page.title()).hasText("The tea desk");
        assertThat(page.answers().locator("strong")).hasText("me");
        assertThat(page.composer()).hasAttribute("placeholder", "Your question");
        assertThat(page.button("Ask")).isVisible();
        assertThat(page.button("Shut")).isVisible();
        assertThat(page.launcher()).hasAttribute("aria-label", "Shut");
        page.close();
        assertThat(page.launcher()).hasAttribute("aria-label", "Ask us");
    }

    @Test
    void wordsOfTheTag_winOverTheServers(Stage stage) {
        ScriptTag tag =
                ScriptTag.of(stage.serve(TestServer::echo))
                        .with("data-title", "Tag")
                        .with("data-placeholder", "Tag's")
                        .with("data-send-label", "Tag it")
                        .with("data-intro-message", "Hello from the tag");
        WidgetPage page = visitor(stage).open(HostPage.with(tag)).open();

        assertThat(page.button("Start over")).isVisible();
        assertThat(page.title()).hasText("Tag");
        assertThat(page.composer()).hasAttribute("placeholder", "Tag's");
        assertThat(page.button("Tag it")).isVisible();
        WidgetPage.assertShown(page.answers(), "Hello from the tag");
    }

    @Test
    void textsOfTheServer_winOverEveryLanguage(Stage stage) {
        ScriptTag tag = ScriptTag.of(stage.serve(TestServer::echo)).with("data-lang", "de");
        WidgetPage page = visitor(stage).open(HostPage.with(tag)).open();

        assertThat(page.title()).hasText("The tea desk");
        assertThat(page.composer()).hasAttribute("aria-label", "Nachricht");
    }

    @Test
    void disclaimer_standsOnceAboveTheComposer(Stage stage) {
        WidgetPage page =
                visitor(stage)
                        .open(HostPage.with(ScriptTag.of(stage.serve(TestServer::echo))))
                        .open()
                        .say("Hi");
        assertThat(page.shown("Echo: Hi")).isVisible();

        assertThat(page.panel().getByText("A machine answers.")).hasCount(1);
        assertThat(page.panel().getByRole(AriaRole.LINK)).hasText("Privacy");
    }

    @Test
    void newConversation_isGreetedAsOne_alsoAfterAReload(Stage stage) {
        WidgetPage page =
                visitor(stage)
                        .open(HostPage.with(ScriptTag.of(stage.serve(TestServer::echo))))
                        .open();
        WidgetPage.assertShown(page.answers(), "Good day");
        page.say("Hi");
        WidgetPage.assertShown(page.answers(), "Good day", "Echo: Hi");
        page.button("Start over").click();
        WidgetPage.assertShown(page.answers(), "Again");
        page.say("Hi again");
        WidgetPage.assertShown(page.answers(), "Again", "Echo: Hi again");
        page.page().reload();
        page.open();

        WidgetPage.assertShown(page.answers(), "Again", "Echo: Hi again");
    }

    @Test
    void longDisclaimer_onASmallScreen_leavesTheListItsPlace(Stage stage) {
        String texts = TEXTS.replace("A machine answers.", "A machine answers. ".repeat(40));
        Visitor visitor =
                hearing(stage.visitor(new NewContextOptions().setViewportSize(320, 256)), texts);
        WidgetPage page =
                visitor.open(HostPage.with(ScriptTag.of(stage.serve(TestServer::echo))))
                        .open()
                        .say("Hi");
        assertThat(page.shown("Echo: Hi")).isVisible();

        assertThat(page.log().boundingBox().height).isGreaterThan(70);
        assertThat(page.composer()).isInViewport();
    }

    private static Visitor visitor(Stage stage) {
        return hearing(stage.visitor(), TEXTS);
    }

    /// Sees these words, a JSON object, in the `welcome` of any server.
    static Visitor hearing(Visitor visitor, String texts) {
        return replacing(visitor, "\"texts\":{}", "\"texts\":" + texts);
    }

    /// Is told something else by any server than what it says.
    static Visitor replacing(Visitor visitor, String said, String heard) {
        visitor.context()
                .routeWebSocket(
                        Pattern.compile(".*/ws/chat.*"),
                        socket -> {
                            WebSocketRoute server = socket.connectToServer();
                            server.onMessage(
                                    frame -> socket.send(frame.text().replace(said, heard)));
                        });
        return visitor;
    }
}
