package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.jims.core.Button;
import io.jims.core.ThreadContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A stock DeepChat, from npm, on a page that does what its documentation says.
@BrowserTest
class DeepChatTest {
    private static final Path BUNDLE =
            Path.of("static", "node_modules", "deep-chat", "dist", "deepChat.bundle.js");

    @Test
    void text_isAnsweredAsMarkdown(Stage stage) throws Exception {
        ChatServer server = stage.serve(context -> context.sendMessage("**Tea** or coffee?"));
        Page page = open(stage, server);
        say(page, "Hello");

        assertThat(page.locator(".ai-message-text strong")).hasText("Tea");
        assertThat(server.contents()).containsExactly("Hello", "**Tea** or coffee?");
    }

    @Test
    void button_isShown_andItsClickIsAnswered(Stage stage) throws Exception {
        ChatServer server = stage.serve(DeepChatTest::offerTea);
        Page page = open(stage, server);
        say(page, "Hello");
        Locator tea = page.locator("button.deep-chat-button", text("Tea & milk"));
        assertThat(page.locator(".ai-message-text", text("What will it be?"))).isVisible();
        tea.click();

        assertThat(page.locator(".ai-message-text", text("One btn:tea, then."))).isVisible();
        assertThat(server.contents())
                .containsExactly("Hello", "What will it be?", "btn:tea", "One btn:tea, then.");
    }

    @Test
    void failure_isShown_andTheChatGoesOn(Stage stage) throws Exception {
        DirectedPipeline pipeline = new DirectedPipeline();
        Page page = open(stage, stage.serve(pipeline));
        pipeline.fail("the kettle is empty").say("Better now.").end();
        say(page, "Hello");
        assertThat(page.locator(".error-message-text", text("the kettle is empty"))).isVisible();
        say(page, "And now?");

        assertThat(page.locator(".ai-message-text", text("Better now."))).isVisible();
    }

    private static void offerTea(ThreadContext context) {
        String text = context.lastUserMessage().orElse("");
        if (text.startsWith("btn:")) {
            context.sendMessage("One " + text + ", then.");
        } else {
            context.sendMessage(
                    "What will it be?", List.of(List.of(new Button("Tea & milk", "tea"))));
        }
    }

    private static Page open(Stage stage, ChatServer server) throws IOException {
        assertThat(BUNDLE).as("DeepChat, from npm ci in static/").exists();
        stage.site().putScript("/deep-chat.js", Files.readString(BUNDLE));
        stage.site().putScript("/setup.js", setup(server));
        HostPage page =
                new HostPage(
                        "en", "", "<script type=\"module\" src=\"/setup.js\"></script>", Map.of());
        return stage.visitor().open(page).page();
    }

    /// A button is the page's to handle: DeepChat calls what is registered for its class.
    private static String setup(ChatServer server) {
        return """
        import "/deep-chat.js";
        const chat = document.createElement("deep-chat");
        chat.style.fontFamily = "sans-serif";
        chat.errorMessages = { displayServiceErrorMessages: true };
        chat.htmlClassUtilities = {
          "jims-widget-callback-btn": {
            events: {
              click: ({ target }) => chat.submitUserMessage({ text: target.dataset.jimsCallback }),
            },
          },
        };
        chat.connect = { websocket: true, url: "%s/ws/chat" };
        document.body.append(chat);
        """
                .formatted(server.origin().replace("http:", "ws:"));
    }

    private static void say(Page page, String text) {
        Locator input = page.locator("deep-chat #text-input");
        input.click();
        input.pressSequentially(text);
        input.press("Enter");
    }

    private static Page.LocatorOptions text(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }
}
