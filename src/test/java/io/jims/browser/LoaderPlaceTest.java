package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/// Ways other than the plain tag in which the loader gets into a page: the panel is the server's
/// then.
@BrowserTest
class LoaderPlaceTest {
    @Test
    void bundle_asAClassicScript_findsThePanel(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        String bundle = stage.site().putScript("/assets/app.js", text(server) + mount(server));

        assertAnswers(stage, "<script src=\"%s\"></script>".formatted(bundle));
    }

    @Test
    void bundle_asAModule_findsThePanel(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        String bundle = stage.site().putScript("/assets/app.js", text(server) + mount(server));

        assertAnswers(stage, "<script type=\"module\" src=\"%s\"></script>".formatted(bundle));
    }

    @Test
    void importedFile_findsThePanel(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        String source = ScriptTag.of(server).source();

        assertAnswers(
                stage,
                "<script>import('%s').then(() => { %s })</script>"
                        .formatted(source, mount(server)));
    }

    @Test
    void inlineText_findsThePanel(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);

        assertAnswers(
                stage,
                "<script data-server=\"%s\">%s</script>".formatted(server.origin(), text(server)));
    }

    @Test
    void tagAsAModule_isATag(Stage stage) {
        ScriptTag tag = ScriptTag.of(stage.serve(TestServer::echo)).with("type", "module");

        assertAnswers(stage, tag.html());
    }

    @Test
    void loaderThatIsCopiedElsewhere_findsThePanelAtTheServer(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        String copy = stage.site().putScript("/js/jims-widget.js", text(server));
        Visitor visitor = stage.visitor();
        ScriptTag tag = new ScriptTag(copy, ScriptTag.of(server).attributes());
        WidgetPage page = visitor.open(HostPage.with(tag));
        page.launcher().click();
        assertThat(page.launcher()).hasAttribute("aria-expanded", "false");
        page.open().say("Hi");

        assertShown(page.answers(), "Echo: Hi");
    }

    private static void assertAnswers(Stage stage, String script) {
        Visitor visitor = stage.visitor();
        WidgetPage page = visitor.open(HostPage.with().body(script)).open().say("Hi");

        assertShown(page.answers(), "Echo: Hi");
        assertThat(page.page().locator("jims-widget")).hasCount(1);
        assertThat(visitor.console("error")).isEmpty();
    }

    private static String mount(ChatServer server) {
        return ";JimsWidget.mount({ server: \"%s\" });".formatted(server.origin());
    }

    private static String text(ChatServer server) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(ScriptTag.of(server).source())).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }
}
