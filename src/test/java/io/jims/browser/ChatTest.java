package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.jims.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;

@BrowserTest
class ChatTest {
    private final DirectedPipeline pipeline = new DirectedPipeline();

    @Test
    void message_isShownAndAnswered_overJimsV1(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        WidgetPage page = stage.open(ScriptTag.of(server)).open().say("Hi");

        assertShown(page.questions(), "Hi");
        assertShown(page.answers(), "Echo: Hi");
        assertThat(server.contents()).containsExactly("Hi", "Echo: Hi");
        assertThat(server.contacts().getFirst()).startsWith("widget:");
    }

    @Test
    void markdown_becomesElements(Stage stage) {
        String answer =
                "# Tea\n\n**Strong** and `code`\n\n- one\n- two\n\n```\nx < y\n```\n\n|a|b|\n|-|-|\n|1|2|";
        WidgetPage page =
                stage.open(ScriptTag.of(stage.serve(context -> context.sendMessage(answer))));
        page.open().say("Hi");

        Locator shown = page.answers().last();
        assertThat(shown.getByText("Tea")).isVisible();
        assertThat(shown.locator("strong")).hasText("Strong");
        assertThat(shown.locator("li")).hasText(new String[] {"one", "two"});
        assertThat(shown.locator("pre code")).hasText("x < y");
        assertThat(shown.locator("td")).hasText(new String[] {"1", "2"});
    }

    @Test
    void link_opensBesideThePage_whichItDoesNotLearnOf(Stage stage) {
        WidgetPage page =
                stage.open(
                        ScriptTag.of(
                                stage.serve(context ->
                                        context.sendMessage("[us](https://example.com/)"))));
        page.open().say("Where?");

        Locator link = page.answers().last().locator("a");
        assertThat(link).hasAttribute("href", "https://example.com/");
        assertThat(link).hasAttribute("target", "_blank");
        assertThat(link).hasAttribute("rel", "noopener noreferrer");
    }

    @Test
    void messagesSentWhileOneIsAnswered_areAnsweredInOrder(Stage stage) throws Exception {
        ChatServer server = stage.serve(pipeline);
        WidgetPage page = stage.open(ScriptTag.of(server)).open().say("one");
        pipeline.awaitBegun();
        page.say("two");
        assertShown(page.questions(), "one", "two");
        pipeline.say("1").end().say("2").end();

        assertShown(page.answers(), "1", "2");
        assertThat(server.contents()).containsExactlyInAnyOrder("one", "two", "1", "2");
    }

    @Test
    void shiftEnter_beginsALine_andEnterSends(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        WidgetPage page = stage.open(ScriptTag.of(server)).open();
        page.composer().fill("one");
        page.composer().press("Shift+Enter");
        page.composer().pressSequentially("two");
        assertThat(page.messages()).hasCount(0);
        page.composer().press("Enter");

        assertThat(page.answers()).hasCount(1);
        assertThat(page.composer()).hasValue("");
        assertThat(server.contents()).startsWith("one\ntwo");
    }

    @Test
    void sendButton_sends_andBlankTextDoesNot(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        WidgetPage page = stage.open(ScriptTag.of(server)).open().say("  ");
        page.composer().fill("Hi");
        page.button("Send").click();

        assertThat(page.answers()).hasCount(1);
        assertThat(server.contents()).containsExactly("Hi", "Echo: Hi");
    }

    @Test
    void copy_putsTheAnswersMarkdownOnTheClipboard(Stage stage) {
        ChatServer server = stage.serve(context -> context.sendMessage("**Tea** or coffee?"));
        Visitor visitor = stage.visitor();
        visitor.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        WidgetPage page = visitor.open(HostPage.with(ScriptTag.of(server))).open().say("Hi");
        page.answers().last().hover();
        page.button("Copy").click();

        page.page()
                .waitForFunction(
                        "async () => await navigator.clipboard.readText() === '**Tea** or coffee?'");
    }

    @Test
    void newConversation_startsClean_andOnAThreadOfItsOwn(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        WidgetPage page = stage.open(ScriptTag.of(server)).open().say("one");
        assertThat(page.answers()).hasCount(1);
        page.newConversation();
        assertThat(page.messages()).hasCount(0);
        page.say("two");

        assertShown(page.answers(), "Echo: two");
        assertThat(server.threads()).hasSize(2);
        assertThat(server.contacts()).allMatch(server.contacts().getFirst()::equals);
    }
}
