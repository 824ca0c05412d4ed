package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.BoundingBox;
import io.jims.testing.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The attributes of the tag, and where it may stand.
@BrowserTest
class ScriptTagTest {
    private static final Map<String, String> INVALID =
            Map.of(
                    "data-position", "top",
                    "data-open", "yes",
                    "data-accent", "red",
                    "data-theme", "pink",
                    "data-allow-images", "maybe",
                    "data-storage", "cloud",
                    "data-logo", "javascript:alert(1)",
                    "data-lang", "no_language!",
                    "data-thread-id", "first");

    @Test
    void defaults_areTheSeeds(Stage stage) {
        Visitor visitor = stage.visitor();
        WidgetPage page = visitor.open(HostPage.with(ScriptTag.of(stage.serve(TestServer::echo))));
        assertThat(page.launcher()).hasAttribute("aria-expanded", "false");
        assertThat(page.launcher()).hasCSS("background-color", "rgb(79, 70, 229)");
        assertThat(middle(page)).isGreaterThan(page.page().viewportSize().width / 2.0);
        page.open();

        assertThat(page.title()).hasText("AI Assistant");
        assertThat(page.messages()).hasCount(0);
        assertThat(page.composer()).hasAttribute("placeholder", "Write a message…");
        assertThat(visitor.console("warning")).isEmpty();
        assertThat(visitor.console("error")).isEmpty();
    }

    @Test
    void attributes_areHeeded(Stage stage) {
        String logo = stage.site().putPicture("/logo.svg");
        ScriptTag tag =
                ScriptTag.of(stage.serve(TestServer::echo))
                        .with("data-intro-message", "Welcome to **the shop**")
                        .with("data-position", "bottom-left")
                        .with("data-open", "true")
                        .with("data-title", "Tea & Co")
                        .with("data-accent", "#0a7")
                        .with("data-placeholder", "Ask about tea")
                        .with("data-send-label", "Ask")
                        .with("data-logo", logo);
        Visitor visitor = stage.visitor();
        WidgetPage page = visitor.open(HostPage.with(tag));

        assertThat(page.title()).hasText("Tea & Co");
        assertThat(page.answers().locator("strong")).hasText("the shop");
        assertThat(page.composer()).hasAttribute("placeholder", "Ask about tea");
        assertThat(page.button("Ask")).isVisible();
        assertThat(page.launcher()).hasCSS("background-color", "rgb(0, 170, 119)");
        assertThat(middle(page)).isLessThan(page.page().viewportSize().width / 2.0);
        assertThat(page.panel().locator("img[src='" + logo + "']")).isVisible();
        assertThat(visitor.console("warning")).isEmpty();
    }

    @Test
    void invalidValues_areTheDefaults_withOneWarningEach(Stage stage) {
        Visitor visitor = stage.visitor();
        ScriptTag tag = ScriptTag.of(stage.serve(TestServer::echo));
        for (Map.Entry<String, String> value : INVALID.entrySet()) {
            tag = tag.with(value.getKey(), value.getValue());
        }
        WidgetPage page = visitor.open(HostPage.with(tag)).open().say("Hi");
        assertThat(page.answers()).hasCount(1);

        assertThat(page.launcher()).hasCSS("background-color", "rgb(79, 70, 229)");
        assertThat(middle(page)).isGreaterThan(page.page().viewportSize().width / 2.0);
        assertThat(visitor.console("warning")).hasSameSizeAs(INVALID.keySet());
        INVALID.forEach((name, value) ->
                assertThat(visitor.console("warning"))
                        .filteredOn(text -> text.contains(name + "="))
                        .singleElement()
                        .satisfies(text -> assertThat(text).contains("jims-widget", value)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/chat",
                "chat.example.com",
                "ftp://chat.example.com",
                "javascript:alert(1)"
            })
    void invalidServer_isOneError_andNoButton(String server, Stage stage) {
        Visitor visitor = stage.visitor();
        ScriptTag tag = ScriptTag.of(stage.serve(TestServer::echo)).with("data-server", server);
        WidgetPage page = visitor.open(HostPage.with(tag));
        page.page().waitForCondition(() -> !visitor.console("error").isEmpty());

        assertThat(visitor.console("error"))
                .singleElement()
                .satisfies(text -> assertThat(text).contains("jims-widget", "data-server"));
        assertThat(page.launcher()).hasCount(0);
    }

    @Test
    void missingServer_isTheOneTheScriptCameFrom(Stage stage) {
        Line gateway = stage.gateway(stage.serve(TestServer::echo), "/chat");
        ScriptTag tag =
                ScriptTag.of(gateway.origin() + "/chat")
                        .without("data-server")
                        .with("data-title", "Tea & Co");
        WidgetPage page = stage.open(tag).open().say("Hi");

        assertThat(page.title()).hasText("Tea & Co");
        assertShown(page.answers(), "Echo: Hi");
    }

    @Test
    void scriptInTheHead_waitsForThePage(Stage stage) {
        String tag = ScriptTag.of(stage.serve(TestServer::echo)).html().replace(" async", "");
        WidgetPage page = stage.visitor().open(HostPage.with().head(tag)).open().say("Hi");

        assertShown(page.answers(), "Echo: Hi");
    }

    @Test
    void pastedTwice_doesNoHarm(Stage stage) {
        ScriptTag tag = ScriptTag.of(stage.serve(TestServer::echo));
        Visitor visitor = stage.visitor();
        WidgetPage page = visitor.open(HostPage.with(tag, tag)).open().say("Hi");

        assertShown(page.answers(), "Echo: Hi");
        assertThat(visitor.console("error")).isEmpty();
        assertThat(page.page().locator("jims-widget")).hasCount(1);
    }

    @Test
    void contactAndToken_reachTheServer(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        Visitor visitor = stage.visitor();
        ScriptTag tag =
                ScriptTag.of(server).with("data-contact-id", "ann").with("data-token", "a.b.c");
        WidgetPage page = visitor.open(HostPage.with(tag)).open().say("Hi");
        assertThat(page.answers()).hasCount(1);

        assertThat(server.contacts()).containsExactly("ann");
        assertThat(visitor.framesSent().getFirst()).contains("\"token\":\"a.b.c\"");
    }

    @Test
    void pathPrefix_ofAReverseProxy_isKept(Stage stage) {
        Line gateway = stage.gateway(stage.serve(TestServer::echo), "/chat");
        Visitor visitor = stage.visitor();
        ScriptTag tag = ScriptTag.of(gateway.origin() + "/chat");
        WidgetPage page = visitor.open(HostPage.with(tag)).open().say("Hi");

        assertShown(page.answers(), "Echo: Hi");
        assertThat(visitor.sockets()).allMatch(url -> url.contains("/chat/ws/chat"));
    }

    private static double middle(WidgetPage page) {
        boolean open = page.panel().isVisible(); // the button hides then
        BoundingBox box = (open ? page.panel() : page.launcher()).boundingBox();
        return box.x + box.width / 2;
    }
}
