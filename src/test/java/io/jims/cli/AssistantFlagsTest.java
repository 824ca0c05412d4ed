package io.jims.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.app.assistant.tool.McpServer;
import io.jims.app.assistant.tool.McpSettings;
import io.jims.app.assistant.wire.Provider;
import io.jims.app.assistant.wire.ProviderEndpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssistantFlagsTest {
    private static final String SECRET = "sk-secret-123";

    @TempDir private Path directory;
    private Launch launch;

    @BeforeEach
    void newLaunch() {
        launch = new Launch(directory);
    }

    @ParameterizedTest
    @EnumSource
    void keyAndUrl_areTakenFromTheEnvironment_elseDotenv(Provider provider) throws IOException {
        launch.dotenv(
                        provider.keyVariables().getFirst()
                                + "=from-file\n"
                                + provider.urlVariables().getFirst()
                                + "=http://localhost:1/v1\n")
                .variable(provider.keyVariables().getFirst(), SECRET)
                .run("--model", provider + "/some");

        assertThat(access().get(provider))
                .isEqualTo(new ProviderEndpoint(SECRET, URI.create("http://localhost:1/v1")));
        assertThat(launch.settings().assistant().isConfigured()).isTrue();
    }

    @Test
    void model_isTakenFromModel_unlessJimsModelIsSet() {
        launch.variable("MODEL", "gpt-4.1").run();
        assertThat(launch.settings().assistant().model()).isEqualTo("gpt-4.1");

        launch.variable("JIMS_MODEL", "ollama/llama3.2").run();
        assertThat(launch.settings().assistant().model()).isEqualTo("ollama/llama3.2");
    }

    @Test
    void keys_areNeverShown() {
        launch.variable("OPENAI_API_KEY", SECRET).run("--verbose");

        assertThat(launch.settings().toString()).contains("OPENAI").doesNotContain(SECRET);
        assertThat(launch.err() + launch.out()).doesNotContain(SECRET);
    }

    @Test
    void keyThatIsNone_isRefused_andNotShown() {
        assertThat(launch.variable("OPENAI_API_KEY", "sk secret").run()).isEqualTo(2);

        assertThat(launch.err()).contains("OPENAI_API_KEY is not allowed").doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8080",
        "ftp://localhost",
        "http://me:secret@localhost/v1",
        "http://localhost/v1?key=secret",
        "http://local host/secret",
        "/v1"
    })
    void urlThatIsNone_isRefused_andNotShown(String url) {
        assertThat(launch.variable("OPENAI_BASE_URL", url).run()).isEqualTo(2);

        assertThat(launch.err())
                .contains("OPENAI_BASE_URL is not allowed; give an address such as http://")
                .doesNotContain("secret");
    }

    @Test
    void systemPrompt_thatIsAFile_isReadFromIt() throws IOException {
        Files.writeString(directory.resolve("prompt.md"), "You sell „Hüte“.\n");

        launch.run("--system-prompt", "prompt.md");

        assertThat(launch.settings().assistant().systemPrompt()).isEqualTo("You sell „Hüte“.");
    }

    @Test
    void systemPrompt_thatLooksLikeAFile_mustBeOne() {
        assertThat(launch.run("--system-prompt", "promt.md")).isEqualTo(2);

        assertThat(launch.err()).contains("--system-prompt: 'promt.md'").contains("that exists");
    }

    @Test
    void systemPrompt_thatIsTooLong_isRefused() {
        assertThat(launch.run("--system-prompt", "a".repeat(100_001))).isEqualTo(2);

        assertThat(launch.err()).contains("--system-prompt is too long: at most 100000");
    }

    @ParameterizedTest
    @CsvSource({"--temperature, 2.1", "--temperature, NaN", "--history-length, 0", "--tools, ' '"})
    void valueOutOfBounds_isRefused_orNone(String flag, String value) {
        assertThat(launch.run(flag, value)).isEqualTo(value.isBlank() ? 0 : 2);
    }

    /// Other programs' settings, or of a provider that is not used.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    OPENAI_BASE_URL | https://mine.openai.azure.com/x?key=secret | --app echo
                    OPENAI_BASE_URL | http://llm_server:8080/v1 | --app echo
                    OPENAI_API_KEY | two words | --app demo
                    MODEL | sentence-transformers/all-MiniLM-L6-v2 | --app echo
                    MODEL | sentence-transformers/all-MiniLM-L6-v2 | --verbose
                    GEMINI_BASE_URL | nonsense | --model ollama/llama3.2
                    """)
    void settingThatIsNotUsed_isNotChecked(String variable, String value, String flags) {
        assertThat(launch.variable(variable, value).run(flags.split(" "))).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI_BASE_URL, http://llm_server:8080/v1, 'letters, digits, hyphens and dots'",
        "OPENAI_BASE_URL, https://x.example/v1?a=b, api-version"
    })
    void settingThatIsUsed_isChecked(String variable, String value, String reason) {
        assertThat(launch.variable(variable, value).run("--model", "gpt-5")).isEqualTo(2);

        assertThat(launch.err()).contains(variable + " is not allowed").contains(reason);
    }

    @Test
    void modelThatWasChosen_needsItsKey() {
        assertThat(launch.run("--model", "gpt-5")).isEqualTo(1);

        assertThat(launch.err())
                .contains("the model openai/gpt-5 needs a key; set OPENAI_API_KEY")
                .doesNotContain("demo");
    }

    @ParameterizedTest
    @CsvSource({"JIMS_MODEL, 1", "MODEL, 0"})
    void modelOfAVariable_needsItsKey_unlessItMayBeMeantForOthers(String variable, int exit) {
        assertThat(launch.variable(variable, "gpt-5").run()).isEqualTo(exit);
    }

    @Test
    void nothingChosen_isTheDemo_withAWarning() {
        assertThat(launch.run()).isZero();

        assertThat(launch.err()).contains("WARNING").contains("visitors will see a demo");
    }

    @Test
    void demoThatWasChosen_isNoWarning() {
        assertThat(launch.run("--app", "demo")).isZero();

        assertThat(launch.err()).doesNotContain("will see a demo");
    }

    @Test
    void mcpServers_areAddressesAndCommands_betweenCommas() {
        launch.run(
                "--mcp",
                "https://mcp.example/mcp, npx -y 'my server' \"a,b\" --x='1 2',http://localhost:1/mcp",
                "--mcp-timeout",
                "5s");

        McpSettings mcp = launch.settings().assistant().mcp();
        assertThat(mcp.servers())
                .containsExactly(
                        new McpServer.Remote(URI.create("https://mcp.example/mcp")),
                        new McpServer.Local(List.of("npx", "-y", "my server", "a,b", "--x=1 2")),
                        new McpServer.Remote(URI.create("http://localhost:1/mcp")));
        assertThat(mcp.timeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource({
        "https://me:secret@mcp.example/mcp, without user and password",
        "https://mcp server/secret, an address has no arguments",
        "https://mcp_server/secret, without user and password"
    })
    void mcpServerThatIsNone_isRefused_andNotShown(String server, String reason) {
        assertThat(launch.run("--mcp", server)).isEqualTo(2);

        assertThat(launch.err()).contains("--mcp: ").contains(reason).doesNotContain("secret");
    }

    @Test
    void mcpToken_goesToTheOneServerThatListens() {
        launch.variable("JIMS_MCP_TOKEN", "s3cret").run("--mcp", "https://a.example/mcp, npx it");

        assertThat(launch.settings().assistant().mcp().servers())
                .containsExactly(
                        new McpServer.Remote(URI.create("https://a.example/mcp"))
                                .with("Authorization", "Bearer s3cret"),
                        new McpServer.Local(List.of("npx", "it")));
        assertThat(launch.settings().toString() + launch.err()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "npx it", "https://a.example/mcp,https://b.example/mcp"})
    void mcpToken_ofNoServerOrSeveral_isRefused(String servers) {
        assertThat(launch.run("--mcp", servers, "--mcp-token", "s3cret")).isEqualTo(2);

        assertThat(launch.err())
                .contains("--mcp-token")
                .contains("--mcp-headers-file")
                .doesNotContain("s3cret");
    }

    @Test
    void mcpHeaders_areThoseOfTheirServer_withVariablesInThem(@TempDir Path directory)
            throws Exception {
        Path file = directory.resolve("headers");
        Files.writeString(
                file,
                """
                # the knowledge base

                https://a.example/mcp Authorization: Bearer ${KB_TOKEN}
                https://a.example/mcp X-Team:   seven of nine
                https://b.example/mcp?x=1 Api-Key: ${B_KEY:-none}
                """);
        launch.variable("KB_TOKEN", "s3cret")
                .run(
                        "--mcp",
                        "https://a.example/mcp,https://b.example/mcp?x=1,https://c.example/",
                        "--mcp-headers-file",
                        file.toString());

        assertThat(launch.settings().assistant().mcp().servers())
                .containsExactly(
                        new McpServer.Remote(URI.create("https://a.example/mcp"))
                                .with("Authorization", "Bearer s3cret")
                                .with("X-Team", "seven of nine"),
                        new McpServer.Remote(URI.create("https://b.example/mcp?x=1"))
                                .with("Api-Key", "none"),
                        new McpServer.Remote(URI.create("https://c.example/")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Authorization: Bearer s3cret                       | URL, then Name: value
                    https://other.example/mcp Authorization: s3cret    | stands in --mcp
                    https://a.example/mcp Authorization: ${NO} s3cret  | variable NO is not set
                    https://a.example/mcp Host: s3cret                 | is not HTTP's own
                    https://a.example/mcp Mcp-Session-Id: s3cret       | is not HTTP's own
                    https://a.example/mcp Name: s3creté           | printable ASCII
                    """)
    void mcpHeaderThatIsNone_isRefused_andNotShown(
            String line, String reason, @TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("headers"), line);

        assertThat(
                        launch.run(
                                "--mcp",
                                "https://a.example/mcp",
                                "--mcp-headers-file",
                                file.toString()))
                .isEqualTo(2);

        assertThat(launch.err())
                .contains("--mcp-headers-file: ")
                .contains(reason)
                .doesNotContain("s3cret");
    }

    private Map<Provider, ProviderEndpoint> access() {
        return launch.settings().assistant().access();
    }
}
