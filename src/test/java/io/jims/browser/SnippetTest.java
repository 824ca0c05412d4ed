package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.admission.AccessSettings;
import io.jims.admission.address.AllowedOrigins;
import io.jims.admission.address.OriginPattern;
import io.jims.cli.Launch;
import io.jims.testing.TestServer;
import io.jims.widget.Limits;
import io.jims.widget.http.PinnedLoader;
import io.jims.widget.http.ScriptTag;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `jims-widget snippet` prints, on a page of another origin.
@BrowserTest
class SnippetTest {
    private static final String TITLE = "\"Tea\" & <Co>";

    @TempDir private Path directory;

    @Test
    void tag_opensTheChat(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        Visitor visitor = stage.visitor();

        assertAnswers(visitor, printed(server));
    }

    @Test
    void tagWithIntegrity_opensTheChat_fromTheHashedAddress(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        Visitor visitor = stage.visitor();
        String tag = printed(server, "--integrity");
        assertAnswers(visitor, tag);

        String name = PinnedLoader.read().name();
        assertThat(tag).contains(" integrity=\"sha384-", "/static/" + name);
        assertThat(visitor.requests())
                .contains(server.origin() + "/static/" + name)
                .doesNotContain(server.origin() + "/static/jims-widget.js");
    }

    @Test
    void tagWithIntegrity_onAListedSite_opensTheChat(Stage stage) {
        AllowedOrigins origins =
                new AllowedOrigins(
                        List.of(OriginPattern.parse(stage.site().origin()).orElseThrow()), false);
        ChatServer server =
                stage.serve(TestServer::echo, Limits.DEFAULT, AccessSettings.OPEN.with(origins));

        assertAnswers(stage.visitor(), tag(server, PinnedLoader.read()));
    }

    @Test
    void tagWithIntegrity_behindAPathPrefix_opensTheChat(Stage stage) {
        Line gateway = stage.gateway(stage.serve(TestServer::echo), "/chat");
        String server = gateway.origin() + "/chat";
        Map<String, String> title = Map.of("data-title", TITLE);
        String tag = new ScriptTag(server, title, PinnedLoader.read()).html();

        assertAnswers(stage.visitor(), tag.replace(" data-server=\"" + server + "\"", ""));
    }

    @Test
    void tagWithIntegrity_whoseAttributesWereStripped_opensTheChat(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        String tag = tag(server, PinnedLoader.read());
        WidgetPage page =
                stage.visitor()
                        .open(HostPage.with().body(tag.replaceAll(" data-[a-z]+=\"[^\"]*\"", "")))
                        .open()
                        .say("Hi");

        assertShown(page.answers(), "Echo: Hi");
    }

    @Test
    void tagWithIntegrity_asAModule_isATag(Stage stage) {
        String tag = tag(stage.serve(TestServer::echo), PinnedLoader.read());

        assertAnswers(stage.visitor(), tag.replace("<script", "<script type=\"module\""));
    }

    @Test
    void wrongIntegrity_isRefusedByTheBrowser(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        PinnedLoader other =
                new PinnedLoader(PinnedLoader.read().name(), "sha384-" + "A".repeat(64));
        Visitor visitor = stage.visitor();
        WidgetPage page = visitor.open(HostPage.with().body(tag(server, other)));
        page.page().waitForCondition(() -> !visitor.console("error").isEmpty());

        assertThat(visitor.console("error")).anyMatch(text -> text.contains("integrity"));
        assertThat(page.page().evaluate("typeof JimsWidget")).isEqualTo("undefined");
        assertThat(page.launcher()).hasCount(0);
    }

    private static String tag(ChatServer server, PinnedLoader loader) {
        return new ScriptTag(server.origin(), Map.of("data-title", TITLE), loader).html();
    }

    private static void assertAnswers(Visitor visitor, String tag) {
        WidgetPage page = visitor.open(HostPage.with().body(tag)).open().say("Hi");

        assertShown(page.answers(), "Echo: Hi");
        assertThat(page.title()).hasText(TITLE);
        assertThat(visitor.console("warning")).isEmpty();
        assertThat(visitor.console("error")).isEmpty();
    }

    /// The command's output.
    private String printed(ChatServer server, String... arguments) {
        Launch launch = new Launch(directory);
        String[] command = {
            "snippet", "--server", server.origin(), "--attribute", "title=" + TITLE
        };
        assertThat(
                        launch.run(
                                Stream.of(command, arguments)
                                        .flatMap(Stream::of)
                                        .toArray(String[]::new)))
                .as(launch.err())
                .isZero();
        return launch.out();
    }
}
