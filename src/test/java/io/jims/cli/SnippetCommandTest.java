package io.jims.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.widget.http.PinnedLoader;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The subcommand `snippet`. What browsers make of its tags is in `SnippetTest`.
class SnippetCommandTest {
    private static final String SERVER = "https://chat.example.com";
    private static final String PLAIN =
            "<script src=\"%1$s/static/jims-widget.js\" data-server=\"%1$s\" async></script>";

    @TempDir private Path directory;
    private Launch launch;

    @BeforeEach
    void newLaunch() {
        launch = new Launch(directory);
    }

    @ParameterizedTest
    @CsvSource({
        "https://chat.example.com, https://chat.example.com",
        "' https://chat.example.com// ', https://chat.example.com",
        "https://example.com/chat/, https://example.com/chat",
        "HTTP://localhost:8090, HTTP://localhost:8090",
        "http://my_host:8090, http://my_host:8090",
        "'http://[::1]:8090', 'http://[::1]:8090'",
        "https://m\u00FCller.example, https://m\u00FCller.example"
    })
    void server_isInTheTag(String given, String server) {
        assertThat(snippet("--server", given)).isEqualTo(PLAIN.formatted(server));
    }

    @Test
    void server_fromTheEnvironment_isInTheTag() {
        launch.variable("JIMS_SERVER", SERVER);

        assertThat(snippet()).isEqualTo(PLAIN.formatted(SERVER));
    }

    @Test
    void attributes_areInTheTag_inOrder_withOrWithoutTheirPrefix() {
        assertThat(
                        snippet(
                                "--server",
                                SERVER,
                                "--attribute",
                                "title=Help",
                                "--attribute=data-position=bottom-left",
                                "--attribute",
                                "contact-id=a=b"))
                .isEqualTo(
                        PLAIN.formatted(SERVER)
                                .replace(
                                        " async",
                                        " data-title=\"Help\" data-position=\"bottom-left\""
                                                + " data-contact-id=\"a=b\" async"));
    }

    @Test
    void value_isEscaped_andStaysInOneLine() {
        assertThat(
                        snippet(
                                "--server",
                                SERVER + "/a&b",
                                "--attribute",
                                "title=\"Tea\" & 'Co' </script>\r\n&amp;"))
                .contains("src=\"https://chat.example.com/a&amp;b/static/jims-widget.js\"")
                .contains(
                        " data-title=\"&quot;Tea&quot; &amp; 'Co' &lt;/script&gt;&#13;&#10;"
                                + "&amp;amp;\" async")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "thread-id=0198C0DE-0000-7000-8000-000000000000",
                "accent=#0A7",
                "lang=pt-BR",
                "open=true",
                "mode=inline",
                "storage=none",
                "starters=[\"When?\"]",
                "intro-message="
            })
    void valueThatTheWidgetTakes_isTaken(String attribute) {
        assertThat(snippet("--server", SERVER, "--attribute", attribute))
                .contains(" data-" + attribute.substring(0, attribute.indexOf('=')) + "=\"");
    }

    @Test
    void integrity_isThatOfTheHashedLoader() {
        PinnedLoader loader = PinnedLoader.read();

        assertThat(snippet("--server", SERVER, "--integrity", "--attribute", "title=Help"))
                .isEqualTo(
                        "<script src=\"%1$s/static/%2$s\" integrity=\"%3$s\""
                                        .formatted(SERVER, loader.name(), loader.integrity())
                                + " crossorigin=\"anonymous\" data-server=\"%s\"".formatted(SERVER)
                                + " data-title=\"Help\" async></script>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chat.example.com",
                "ftp://chat.example.com",
                "javascript:alert(1)",
                "https:",
                "https://",
                "https:///chat",
                "https://:8090",
                "https://chat.example.com:port",
                "https://ann:secret@chat.example.com",
                "https://chat.example.com/?x=1",
                "https://chat.example.com/#top",
                "https://chat example.com"
            })
    void addressOfNoServer_isRefused(String server) {
        assertBad(
                "--server: '" + server + "' is not allowed; give the http(s) address of the server",
                "--server",
                server);
    }

    @Test
    void missingServer_isNamed() {
        assertBad("--server is missing; give the http(s) address at which visitors reach");
        assertBad("--server is missing; give the http(s) address", "--server", "/");
        assertBad("--server needs a value: <url> (see --help)", "--server");
        assertBad("unexpected argument '" + SERVER + "': there are flags only", SERVER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    tilte=Help | 'tilte' is no attribute of the widget; did you mean data-title?
                    data-tilte=Help | 'data-tilte' is no attribute of the widget; did you mean data-title?
                    contactId=ann | 'contactId' is no attribute of the widget; did you mean data-contact-id?
                    colour-of-shop=red | 'colour-of-shop' is no attribute of the widget; there are data-server, data-contact-id,
                    =Help | '' is no attribute of the widget; there are data-server
                    "" | '' is no attribute of the widget; there are data-server
                    server=https://a.example | give the server as --server
                    title | 'title' has no value; give name=value
                    """)
    void unknownAttribute_isNamed_withTheLikelyOne(String attribute, String message) {
        assertBad("--attribute: " + message, "--server", SERVER, "--attribute", attribute);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    position=top | --attribute data-position: 'top' is not allowed; give bottom-right, bottom-left
                    accent=red | --attribute data-accent: 'red' is not allowed; give a hex colour, #rgb or #rrggbb
                    thread-id=first | --attribute data-thread-id: 'first' is not allowed; give a uuid
                    lang=no_language! | --attribute data-lang: 'no_language!' is not allowed; give a language tag
                    open=yes | --attribute data-open: 'yes' is not allowed; give true, false
                    """)
    void valueThatTheWidgetWouldNotTake_isRefused(String attribute, String message) {
        assertBad(message, "--server", SERVER, "--attribute", attribute);
    }

    @Test
    void attributeGivenTwice_isNamed() {
        assertBad(
                "--attribute: data-title may be given only once",
                "--server",
                SERVER,
                "--attribute",
                "title=A",
                "--attribute",
                "data-title=B");
    }

    @Test
    void flagOfAnotherCommand_isUnknown_withTheLikelyOne() {
        assertBad(
                "unknown flag --atribute=title=A; did you mean --attribute?", "--atribute=title=A");
        assertBad("unknown flag --port", "--server", SERVER, "--port", "1");
    }

    private String snippet(String... arguments) {
        assertThat(launch.run(snippetWith(arguments))).as(launch.err()).isZero();
        assertThat(launch.err()).isEmpty();
        assertThat(launch.steps()).isEmpty();
        return launch.out().stripTrailing();
    }

    private void assertBad(String message, String... arguments) {
        int before = launch.err().length();
        assertThat(launch.run(snippetWith(arguments))).isEqualTo(2);

        assertThat(launch.err().substring(before))
                .startsWith("jims-widget: " + message)
                .hasLineCount(1);
        assertThat(launch.out()).isEmpty();
    }

    private static String[] snippetWith(String... arguments) {
        return Stream.concat(Stream.of("snippet"), Stream.of(arguments)).toArray(String[]::new);
    }
}
