package io.jims.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.cli.LiveServer;
import io.jims.store.Databases;
import io.jims.store.postgres.PostgresServer;
import io.jims.testing.JimsClient;
import io.jims.testing.MarkdownPage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The page's commands, pasted as they are, hand over and back, and its queries tell of it on both
/// databases.
@Timeout(120)
class HandoffPageTest {
    private static final String TOKEN = "the-admin-token-of-these-tests-0";

    @TempDir private Path directory;

    @Test
    void commands_andQueries_onSqlite() throws Exception {
        Path file = directory.resolve("threads.db");

        assertTold("sqlite:///" + file, sql -> Databases.query(file, sql));
    }

    @Test
    void commands_andQueries_onPostgres() throws Exception {
        PostgresServer.Database database = PostgresServer.shared().createDatabase();

        assertTold(database.url(), database::query);
    }

    private interface Query {
        List<String> of(String sql) throws Exception;
    }

    private void assertTold(String database, Query query) throws Exception {
        MarkdownPage page = MarkdownPage.named("handoff.md");
        String commands = page.block("sh", "/messages");
        String takeOver = commands.substring(0, commands.lastIndexOf("curl"));
        String giveBack = commands.replaceAll("(?m)^curl.*(typing|messages|human).*\n", "");
        try (LiveServer server =
                        LiveServer.start(
                                directory,
                                Map.of("JIMS_ADMIN_TOKEN", TOKEN, "JIMS_MODEL", ""),
                                database,
                                0,
                                "--app=echo");
                JimsClient visitor = JimsClient.greeted(server.port(), "")) {
            visitor.message("Hi");
            String thread = visitor.readUntil("ack").path("thread_id").asText();
            visitor.readUntil("done");

            paste(server, thread, takeOver);
            assertThat(visitor.readUntil("handoff").path("mode").asText()).isEqualTo("human");
            assertThat(visitor.readUntil("status").path("author").path("name").asText())
                    .isEqualTo("Anna");
            assertThat(visitor.readAnswer()).isEqualTo("Hello, I am *Anna*.");
            assertThat(query.of(page.block("sql", "taken_by")))
                    .singleElement()
                    .asString()
                    .endsWith("|anna");
            assertThat(query.of(page.block("sql", "AS author"))).containsExactly("Anna|1|1");

            paste(server, thread, giveBack);
            assertThat(visitor.readUntil("handoff").path("mode").asText()).isEqualTo("assistant");
            assertThat(query.of(page.block("sql", "taken_by"))).isEmpty();
        }
    }

    private static void paste(LiveServer server, String thread, String commands) throws Exception {
        ProcessBuilder shell =
                new ProcessBuilder(
                                "bash", "-ec", commands.replace(":8002", ":" + server.adminPort()))
                        .redirectErrorStream(true);
        shell.environment().put("THREAD", thread);
        shell.environment().put("JIMS_ADMIN_TOKEN", TOKEN);
        shell.environment().put("no_proxy", "localhost");
        Process process = shell.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
