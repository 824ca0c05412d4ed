package io.jims.app.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.app.assistant.tool.McpServer;
import io.jims.app.assistant.tool.McpServers;
import io.jims.app.assistant.tool.McpSettings;
import io.jims.app.assistant.wire.Provider;
import io.jims.core.JimsApp;
import io.jims.testing.Await;
import io.jims.testing.Conversation;
import io.jims.testing.FreePort;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the assistant does with real MCP servers.
@Timeout(180)
class McpTest {
    private final LlmServer model = new LlmServer();
    private final Log log = new Log();
    private final List<AssistantApp> open = new ArrayList<>();
    private McpServers servers;

    @BeforeEach
    void install() throws Exception {
        servers = new McpServers();
    }

    @AfterEach
    void close() {
        open.forEach(AssistantApp::close);
        servers.close();
        model.close();
        log.close();
    }

    @Test
    void toolOfAStartedServer_joinsThoseOfTheClasses_andIsShown() throws Exception {
        Conversation conversation = conversation(List.of(McpServers.everything()));
        awaitTools(conversation, "echo");
        model.then(LlmReply.callTool("echo", "{\"message\":\"hi\"}"), LlmReply.answer("Done."));

        assertThat(conversation.answerTo("Hi")).isEqualTo("Done.");

        assertThat(conversation.statuses()).contains("Using Echo Tool");
        assertThat(toolResult()).isEqualTo("Echo: hi");
        JsonNode tools = model.requests().getLast().json().path("tools");
        assertThat(tools.findValuesAsText("name")).contains("orderStatus", "echo", "get-sum");
        assertThat(tools.toString())
                .contains("Message to echo")
                .contains("\"required\":[\"message\"]");
    }

    @Test
    void toolOfAServerThatListens_isCalled_alsoAfterItsRestart() throws Exception {
        int port = FreePort.any();
        Process first = servers.listen(port);
        Conversation conversation = conversation(List.of(at(port)));
        awaitTools(conversation, "get-sum");
        model.then(LlmReply.callTool("get-sum", "{\"a\":1,\"b\":2}"), LlmReply.answer("3"));
        conversation.say("1 + 2?");
        assertThat(toolResult()).isEqualTo("The sum of 1 and 2 is 3.");

        first.destroyForcibly().waitFor();
        servers.listen(port);
        model.then(LlmReply.callTool("get-sum", "{\"a\":3,\"b\":4}"), LlmReply.answer("7"));
        assertThat(conversation.answerTo("3 + 4?")).isEqualTo("7");

        assertThat(toolResult()).isEqualTo("The sum of 3 and 4 is 7.");
    }

    @Test
    void serverThatWantsAToken_getsItWithEachRequest() throws Exception {
        Logger sdk = Logger.getLogger("io.modelcontextprotocol");
        sdk.setLevel(Level.ALL);
        int port = FreePort.any();
        servers.listenGuarded(port, "s3cret-token");
        McpServer guarded =
                at(port).with("Authorization", "Bearer s3cret-token").with("X-Team", "7");
        Conversation conversation = conversation(List.of(guarded));
        awaitTools(conversation, "whoami");
        model.then(LlmReply.callTool("whoami", "{}"), LlmReply.answer("You"));

        conversation.say("Who?");

        assertThat(toolResult()).isEqualTo("team 7");
        sdk.setLevel(null);
        assertThat(log.lines()).contains("io.modelcontextprotocol").doesNotContain("s3cret-token");
        assertThat(guarded.toString()).doesNotContain("s3cret-token");
    }

    @Test
    void serverThatRefusesTheToken_isAWarningThatNamesTheFlags_andShowsNoToken() throws Exception {
        int port = FreePort.any();
        servers.listenGuarded(port, "s3cret-token");
        Conversation conversation =
                conversation(List.of(at(port).with("Authorization", "Bearer wr0ng-token")));
        model.then(LlmReply.answer("Hello"));

        assertThat(conversation.answerTo("Hi")).isEqualTo("Hello");

        Await.until(
                "the operator is told",
                () -> ourWarnings().contains("--mcp-token, --mcp-headers-file"));
        assertThat(log.lines()).doesNotContain("wr0ng-token");
    }

    @Test
    void tokenOverPlainHttp_isAWarning_butForThisMachine() {
        conversation(
                List.of(new McpServer.Remote(URI.create("http://mcp.invalid/")).with("X", "y")));
        conversation(
                List.of(new McpServer.Remote(URI.create("http://localhost:1/")).with("X", "y")));
        conversation(List.of(new McpServer.Remote(URI.create("http://other.invalid/"))));
        conversation(
                List.of(new McpServer.Remote(URI.create("https://tls.invalid/")).with("X", "y")));

        assertThat(ourWarnings().lines().filter(line -> line.contains("without encryption")))
                .singleElement()
                .asString()
                .contains("mcp.invalid");
    }

    @Test
    void serverThatIsDown_costsItsTools_notTheAnswer() throws Exception {
        McpServer absent = at(FreePort.any());
        McpServer unknown = new McpServer.Local(List.of("no-such-program-anywhere", "secret"));
        Conversation conversation =
                conversation(
                        List.of(absent, unknown, McpServers.everything()), Duration.ofSeconds(10));
        awaitTools(conversation, "echo");
        model.then(LlmReply.answer("Hello"));

        assertThat(conversation.answerTo("Hi")).isEqualTo("Hello");

        Await.until(
                "the operator is told of both",
                () ->
                        ourWarnings().contains("MCP server " + absent + " is not there")
                                && ourWarnings()
                                        .contains("MCP server no-such-program-anywhere is not"));
        assertThat(ourWarnings()).contains("--mcp").doesNotContain("secret");
    }

    @Test
    void callThatTakesTooLong_isToldToTheModel_andTheServerIsConnectedToAgain() throws Exception {
        Conversation conversation =
                conversation(List.of(McpServers.everything()), Duration.ofSeconds(3));
        awaitTools(conversation, "echo");
        model.then(
                LlmReply.callTool(
                        "trigger-long-running-operation", "{\"duration\":60,\"steps\":1}"),
                LlmReply.answer("Sorry"));

        assertThat(conversation.answerTo("Hi")).isEqualTo("Sorry");

        assertThat(toolResult()).contains("did not answer");
        awaitTools(conversation, "echo");
    }

    @Test
    void serverThatDies_isStartedAgain() throws Exception {
        Conversation conversation =
                conversation(List.of(McpServers.library()), Duration.ofSeconds(3));
        awaitTools(conversation, "die");
        model.then(LlmReply.callTool("die", "{}"), LlmReply.answer("Sorry"));

        assertThat(conversation.answerTo("Hi")).isEqualTo("Sorry");

        awaitTools(conversation, "die");
    }

    @Test
    void resourceLinks_areSources_whereTheyCanBeFollowed() throws Exception {
        Conversation conversation = conversation(List.of(McpServers.library()));
        awaitTools(conversation, "find_pages");
        model.then(
                LlmReply.callTool("find_pages", "{}"),
                LlmReply.answer("We open at 9 [1]. A hat is 5 [2]."));

        assertThat(conversation.answerTo("When?"))
                .isEqualTo(
                        """
                        We open at 9 [1]. A hat is 5 [2].

                        [1]: https://example.com/hours "Opening hours"
                        [2]: https://example.com/prices\
                        """);

        assertThat(conversation.statuses()).contains("Using find pages");
        assertThat(toolResult())
                .contains("Two pages.")
                .contains("A hat is 5.")
                .contains("[1] Opening hours https://example.com/hours")
                .contains("write its mark");
    }

    @Test
    void toolThatFails_isToldToTheModel() throws Exception {
        Conversation conversation = conversation(List.of(McpServers.library()));
        awaitTools(conversation, "refuse");
        model.then(LlmReply.callTool("refuse", "{}"), LlmReply.answer("Sorry"));

        assertThat(conversation.answerTo("Hi")).isEqualTo("Sorry");

        assertThat(toolResult()).isEqualTo("Error: the library is closed");
    }

    @Test
    void end_endsTheServersThatWereStarted() throws Exception {
        Conversation conversation = conversation(List.of(McpServers.library()));
        awaitTools(conversation, "find_pages");
        assertThat(children("library.mjs")).isNotEmpty();

        open.forEach(AssistantApp::close);

        Await.until("the server has ended", () -> children("library.mjs").isEmpty());
    }

    private Conversation conversation(List<McpServer> mcp) {
        return conversation(mcp, Duration.ofSeconds(30));
    }

    private Conversation conversation(List<McpServer> mcp, Duration timeout) {
        AssistantSettings usual =
                Assistants.settings(
                        "test-model",
                        Provider.OPENAI,
                        model.url() + "/v1",
                        List.of(SampleTools.class.getName()),
                        Duration.ofSeconds(20));
        AssistantApp app =
                Assistants.open(
                        new AssistantSettings(
                                usual.model(),
                                usual.access(),
                                usual.systemPrompt(),
                                usual.historyLength(),
                                null,
                                null,
                                usual.tools(),
                                usual.modelTimeout(),
                                true,
                                new McpSettings(mcp, timeout),
                                true));
        open.add(app);
        JimsApp made = app.app();
        return new Conversation(made);
    }

    /// Asks until the model is offered the tool.
    private void awaitTools(Conversation conversation, String tool) throws Exception {
        Await.until(
                "the model is offered " + tool,
                Duration.ofSeconds(60),
                () -> {
                    model.then(LlmReply.answer("Well"));
                    conversation.say("Ready?");
                    return model.requests()
                            .getLast()
                            .json()
                            .path("tools")
                            .findValuesAsText("name")
                            .contains(tool);
                });
    }

    /// Without those of the SDK, which the process does not write.
    private String ourWarnings() {
        return log.warnings()
                .lines()
                .filter(line -> line.startsWith("io.jims"))
                .collect(Collectors.joining("\n"));
    }

    private static McpServer.Remote at(int port) {
        return new McpServer.Remote(URI.create("http://127.0.0.1:" + port + "/mcp"));
    }

    private static List<ProcessHandle> children(String word) {
        return ProcessHandle.current()
                .descendants()
                .filter(child ->
                        child.info().commandLine().orElse("").contains(word) && child.isAlive())
                .toList();
    }

    /// What the model was told in the last request.
    private String toolResult() {
        JsonNode messages = model.requests().getLast().json().path("messages");
        return Stream.of(messages.get(messages.size() - 1))
                .filter(last -> last.path("role").asText().equals("tool"))
                .map(last -> last.path("content").asText())
                .findFirst()
                .orElseThrow();
    }
}
