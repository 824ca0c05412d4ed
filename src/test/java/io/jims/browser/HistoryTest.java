package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.TestServer;
import org.junit.jupiter.api.Test;

@BrowserTest
class HistoryTest {
    private static final String[] BOTH = {"Hi", "Echo: Hi"};

    @Test
    void reload_bringsTheConversationBack(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        WidgetPage page = chatted(stage.visitor(), HostPage.with(ScriptTag.of(server)));
        page.page().reload();
        page.open();
        assertShown(page.messages(), BOTH);
        page.say("Again");

        assertThat(page.answers().last()).containsText("Echo: Again");
        assertThat(server.threads()).hasSize(1);
    }

    @Test
    void navigation_bringsTheConversationBack(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        HostPage content = HostPage.with(ScriptTag.of(server));
        WidgetPage page = chatted(stage.visitor(), content);
        page.page().navigate(stage.site().put("/elsewhere", content));

        assertShown(page.open().messages(), BOTH);
    }

    @Test
    void backButton_findsTheConversation(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        HostPage content = HostPage.with(ScriptTag.of(server));
        WidgetPage page = chatted(stage.visitor(), content);
        page.page().navigate(stage.site().put("/elsewhere", content));
        page.page().goBack();
        if (!page.composer().isVisible()) {
            page.open();
        }
        assertShown(page.messages(), BOTH);
        page.say("Again");

        assertThat(page.answers().last()).containsText("Echo: Again");
    }

    @Test
    void otherContact_startsClean_andTheFirstOneFindsTheirsAgain(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        Visitor visitor = stage.visitor();
        HostPage anns = HostPage.with(ScriptTag.of(server).with("data-contact-id", "ann"));
        HostPage bobs = HostPage.with(ScriptTag.of(server).with("data-contact-id", "bob"));
        chatted(visitor, anns);

        WidgetPage bob = visitor.open(bobs).open();
        bob.say("I am Bob");
        assertShown(bob.messages(), "I am Bob", "Echo: I am Bob");
        assertShown(visitor.open(anns).open().messages(), BOTH);
        assertThat(server.contacts()).containsExactly("ann", "bob");
    }

    @Test
    void otherServer_startsClean(Stage stage) {
        ChatServer first = stage.serve(TestServer::echo);
        ChatServer second = stage.serve(TestServer::echo);
        Visitor visitor = stage.visitor();
        chatted(visitor, HostPage.with(ScriptTag.of(first)));
        WidgetPage other = visitor.open(HostPage.with(ScriptTag.of(second))).open().say("Ho");

        assertShown(other.messages(), "Ho", "Echo: Ho");
    }

    @Test
    void threadOfTheTag_isResumed(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        ScriptTag tag = ScriptTag.of(server).with("data-contact-id", "ann");
        chatted(stage.visitor(), HostPage.with(tag));
        WidgetPage elsewhere =
                stage.open(tag.with("data-thread-id", hyphenated(server.threads().getFirst())));

        assertShown(elsewhere.open().messages(), BOTH);
    }

    @Test
    void storageOfTheSession_holdsForTheTab(Stage stage) {
        ScriptTag tag = ScriptTag.of(stage.serve(TestServer::echo)).with("data-storage", "session");
        Visitor visitor = stage.visitor();
        WidgetPage page = chatted(visitor, HostPage.with(tag));
        page.page().reload();
        assertShown(page.open().messages(), BOTH);
        assertThat(page.page().evaluate("localStorage.length")).isEqualTo(0);
        WidgetPage other = visitor.open(HostPage.with(tag)).open().say("Ho");

        assertShown(other.messages(), "Ho", "Echo: Ho");
    }

    @Test
    void noStorage_leavesNoTrace(Stage stage) {
        ScriptTag tag = ScriptTag.of(stage.serve(TestServer::echo)).with("data-storage", "none");
        WidgetPage page = chatted(stage.visitor(), HostPage.with(tag));
        assertThat(page.page().evaluate("localStorage.length + sessionStorage.length"))
                .isEqualTo(0);
        page.page().reload();
        page.open().say("Ho");

        assertShown(page.messages(), "Ho", "Echo: Ho");
    }

    private static WidgetPage chatted(Visitor visitor, HostPage content) {
        WidgetPage page = visitor.open(content).open().say("Hi");
        assertShown(page.messages(), BOTH);
        return page;
    }

    private static String hyphenated(String hex) {
        return hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }
}
