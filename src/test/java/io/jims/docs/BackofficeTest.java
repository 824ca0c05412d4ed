package io.jims.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jims.cli.LiveServer;
import io.jims.store.postgres.PostgresServer;
import io.jims.testing.Await;
import io.jims.testing.FreePort;
import io.jims.testing.JimsClient;
import io.jims.testing.MarkdownPage;
import io.jims.testing.Skipped;
import io.jims.testing.TestPython;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The backoffice of the Python JIMS, started as the documentation says, on our database. Its
/// browser's part, which a download builds, is left out: the test asks what that asks.
@Timeout(180)
class BackofficeTest {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Pattern FILE =
            Pattern.compile("cat > (\\S+) <<'END'\\n(.*?)\\nEND\\n", Pattern.DOTALL);
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir private Path directory;

    @BeforeEach
    void needBackoffice() throws Exception {
        if (!TestPython.has("jims_backoffice")) {
            Skipped.because(
                    "backoffice",
                    "SKIPPED: the test with the backoffice of the Python JIMS; the Python of the"
                            + " tests has no jims-backoffice (scripts/test installs it)");
        }
    }

    @Test
    void backoffice_listsOurThreads_withWhatVisitorsDislike() throws Exception {
        PostgresServer.Database database = PostgresServer.shared().createDatabase();
        String liked;
        String disliked;
        try (LiveServer server =
                LiveServer.start(directory, Map.of(), database.url(), 0, "--app=echo")) {
            liked = talk(server.port(), "Is it open?", "up", "");
            disliked = talk(server.port(), "Grüße 👋", "down", "Not my language");
        }

        JsonNode shown = ask(database.url());

        assertThat(shown.path("threads"))
                .extracting(thread -> thread.path("thread_id").asText())
                .containsExactly(disliked, liked);
        assertThat(shown.path("threads"))
                .extracting(thread -> thread.path("interface").asText())
                .containsOnly("widget");
        assertThat(shown.path("threads"))
                .extracting(thread -> thread.path("priority").asText())
                .containsExactly("Medium", "-");
        assertThat(shown.path("events").path(disliked))
                .extracting(event -> event.path("content").asText())
                .contains("Grüße 👋", "Echo: Grüße 👋");
        assertThat(
                        shown.path("events").path(disliked).findValues("feedback_comments").stream()
                                .flatMap(JsonNode::valueStream))
                .extracting(note -> note.path("note").asText())
                .containsExactly("Not my language");
        assertThat(shown.path("events").path(liked).findValues("feedback_comments"))
                .allMatch(JsonNode::isEmpty);
    }

    /// One question, and what its visitor thinks of the answer.
    ///
    /// @return the thread
    private static String talk(int port, String question, String rating, String comment)
            throws IOException {
        try (JimsClient client = JimsClient.greeted(port, "")) {
            client.message(question);
            String thread = client.readUntil("ack").path("thread_id").asText();
            JsonNode message = client.readUntil("message");
            while (!message.path("role").asText().equals("assistant")) {
                message = client.readUntil("message");
            }
            client.readUntil("done");
            client.rate(message.path("id").asText(), rating, comment);
            client.readUntil("rated");
            return thread;
        }
    }

    /// What the page of threads would show.
    private JsonNode ask(String database) throws Exception {
        int port = FreePort.any();
        Path log = directory.resolve("backoffice.log");
        Process backoffice = start(database, port, log);
        try (HttpClient http = HttpClient.newHttpClient()) {
            Await.until(
                    "the backoffice answers", START_LIMIT, () -> answers(http, port, backoffice));
            Process page =
                    new ProcessBuilder(
                                    TestPython.interpreter().toString(),
                                    "src/test/python/backoffice_page.py",
                                    String.valueOf(port))
                            .redirectError(directory.resolve("page.log").toFile())
                            .start();
            String shown = new String(page.getInputStream().readAllBytes(), UTF_8);
            assertThat(page.waitFor())
                    .as(Files.readString(directory.resolve("page.log")) + Files.readString(log))
                    .isZero();
            return JSON.readTree(shown);
        } finally {
            List<ProcessHandle> workers = backoffice.descendants().toList();
            backoffice.destroy();
            backoffice.onExit().join();
            workers.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private Process start(String database, int port, Path log) throws IOException {
        Path site = Files.createDirectories(directory.resolve("site"));
        String commands = MarkdownPage.named("questions.md").block("sh", "jims-backoffice");
        for (MatchResult file : FILE.matcher(commands).results().toList()) {
            Files.writeString(site.resolve(file.group(1)), file.group(2) + "\n");
        }
        ProcessBuilder command =
                new ProcessBuilder(
                        TestPython.interpreter().toString(),
                        "-m",
                        "reflex",
                        "run",
                        "--env=prod",
                        "--backend-only",
                        "--backend-host=127.0.0.1",
                        "--backend-port=" + port);
        Map<String, String> variables = new HashMap<>();
        variables.put("OUR_DATABASE", database.replace("postgresql:", "postgresql+asyncpg:"));
        variables.put("JIMS_APP", "ours:app");
        variables.put("PYTHONPATH", ".");
        variables.put("REFLEX_TELEMETRY_ENABLED", "false");
        variables.put("LITELLM_LOCAL_MODEL_COST_MAP", "True"); // else it asks the network first
        command.environment().putAll(variables);
        return command.directory(site.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private boolean answers(HttpClient http, int port, Process backoffice)
            throws IOException, InterruptedException {
        if (!backoffice.isAlive()) {
            throw new AssertionError(
                    "it ended: " + Files.readString(directory.resolve("backoffice.log")));
        }
        URI ping = URI.create("http://127.0.0.1:" + port + "/ping");
        try {
            return http.send(HttpRequest.newBuilder(ping).build(), BodyHandlers.ofString())
                            .statusCode()
                    == 200;
        } catch (ConnectException e) {
            return false;
        }
    }
}
