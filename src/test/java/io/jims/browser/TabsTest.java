package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.TestServer;
import org.junit.jupiter.api.Test;

/// Two tabs of one visitor.
@BrowserTest
class TabsTest {
    @Test
    void firstMessage_isSeenInBoth(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        Tabs tabs = open(stage, server);
        tabs.one().say("Hi");

        assertShown(tabs.two().messages(), "Hi", "Echo: Hi");
        tabs.two().say("Ho");
        assertShown(tabs.one().messages(), "Hi", "Echo: Hi", "Ho", "Echo: Ho");
        assertThat(server.threads()).hasSize(1);
    }

    @Test
    void streamedAnswer_growsInBoth(Stage stage) {
        DirectedPipeline pipeline = new DirectedPipeline();
        Tabs tabs = open(stage, stage.serve(pipeline));
        tabs.one().say("Hi");
        pipeline.stream("Hel");
        assertShown(tabs.one().answers(), "Hel");
        assertShown(tabs.two().answers(), "Hel");
        pipeline.stream("lo").end();

        assertShown(tabs.one().answers(), "Hello");
        assertShown(tabs.two().answers(), "Hello");
    }

    @Test
    void newConversation_clearsBoth(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        Tabs tabs = open(stage, server);
        tabs.one().say("Hi");
        assertThat(tabs.two().messages()).hasCount(2);
        tabs.one().newConversation();
        assertThat(tabs.one().messages()).hasCount(0);
        assertThat(tabs.two().messages()).hasCount(0);
        tabs.two().say("Ho");

        assertShown(tabs.one().messages(), "Ho", "Echo: Ho");
        assertThat(server.threads()).hasSize(2);
    }

    @Test
    void messageWrittenInOneTabWhileTheServerIsDown_isSentOnce(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        Tabs tabs = open(stage, server);
        tabs.one().say("Hi");
        assertThat(tabs.two().messages()).hasCount(2);
        server.stop();
        tabs.one().say("one");
        tabs.two().say("two");
        server.start();

        assertThat(tabs.one().answers()).hasCount(3);
        assertThat(tabs.two().answers()).hasCount(3);
        assertThat(server.contents())
                .containsExactlyInAnyOrder(
                        "Hi", "Echo: Hi", "one", "Echo: one", "two", "Echo: two");
    }

    @Test
    void tabThatIsClosed_leavesItsUnsentMessageToTheOther(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        Tabs tabs = open(stage, server);
        tabs.one().say("Hi");
        assertThat(tabs.two().messages()).hasCount(2);
        server.stop();
        tabs.one().say("mine");
        assertThat(tabs.one().questions()).hasCount(2);
        tabs.one().page().close();
        server.start();
        tabs.two().page().reload();
        tabs.two().open();

        assertThat(tabs.two().answers().last()).containsText("Echo: mine");
        assertThat(server.contents()).containsExactly("Hi", "Echo: Hi", "mine", "Echo: mine");
    }

    private static Tabs open(Stage stage, ChatServer server) {
        Visitor visitor = stage.visitor();
        HostPage page = HostPage.with(ScriptTag.of(server));
        return new Tabs(visitor.open(page).open(), visitor.open(page).open());
    }

    private record Tabs(WidgetPage one, WidgetPage two) {}
}
