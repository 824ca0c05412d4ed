package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.Await;
import io.jims.testing.TestServer;
import org.junit.jupiter.api.Test;

/// Behind a proxy that drops the header of sub-protocols.
@BrowserTest
class BasicProtocolTest {
    @Test
    void widget_fallsBack_andIsAnswered(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        Visitor visitor = stage.visitor();
        WidgetPage page = visitor.open(pageBehind(stage.plainProxy(server))).open().say("Hi");

        assertShown(page.answers(), "Echo: Hi");
        assertThat(server.contents()).containsExactly("Hi", "Echo: Hi");
        page.say("And now?");
        assertShown(page.answers(), "Echo: Hi", "Echo: And now?");
        assertThat(visitor.sockets()).hasSizeGreaterThan(1);
    }

    @Test
    void buttons_work(Stage stage) throws Exception {
        DirectedPipeline pipeline = new DirectedPipeline();
        ChatServer server = stage.serve(pipeline);
        WidgetPage page = stage.visitor().open(pageBehind(stage.plainProxy(server)));
        pipeline.buttons("What will it be?", "Tea", "Coffee").end().say("Here you are.").end();
        page.open().say("Hi");
        page.choice("Tea").click();

        assertThat(page.answers().last()).containsText("Here you are.");
        assertThat(page.choice("Coffee")).isDisabled();
        assertThat(server.contents())
                .containsExactly("Hi", "What will it be?", "btn:tea", "Here you are.");
    }

    @Test
    void failure_isTold_andTheChatGoesOn(Stage stage) {
        DirectedPipeline pipeline = new DirectedPipeline();
        ChatServer server = stage.serve(pipeline);
        WidgetPage page = stage.visitor().open(pageBehind(stage.plainProxy(server)));
        pipeline.fail("the kettle is empty").say("Better now.").end();
        page.open().say("Hi");
        page.button("Try again").click();

        assertThat(page.answers().last()).containsText("Better now.");
    }

    @Test
    void connectionLostBeforeTheAnswer_isSaid_andLeftToTheVisitor(Stage stage) throws Exception {
        DirectedPipeline pipeline = new DirectedPipeline();
        ChatServer server = stage.serve(pipeline);
        Line proxy = stage.plainProxy(server);
        WidgetPage page = stage.visitor().open(pageBehind(proxy)).open().say("Hi");
        assertThat(page.widget().locator(".typing")).isVisible();
        proxy.cutSockets();
        assertThat(page.shown("The connection was lost before the answer came.")).isVisible();
        pipeline.say("Lost.").end();
        Await.until("the lost answer", () -> server.contents().contains("Lost."));
        proxy.mend();
        pipeline.say("Here I am.").end();
        page.button("Try again").click();

        assertThat(page.answers().last()).containsText("Here I am.");
        assertThat(server.contents()).containsExactly("Hi", "Lost.", "Hi", "Here I am.");
    }

    private static HostPage pageBehind(Line proxy) {
        return HostPage.with(ScriptTag.of(proxy.origin()));
    }
}
