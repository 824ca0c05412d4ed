package io.jims.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.cli.LiveServer;
import io.jims.testing.JimsClient;
import io.jims.testing.MarkdownPage;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The guard of the page on guards, as the page has it, and masking, between a socket and a
/// database.
abstract class GuardsPageContract {
    @TempDir Path directory;

    /// What `--db` names: a database of the test's own, empty at first.
    abstract String database();

    /// The contents of all messages that the database has.
    abstract String stored() throws Exception;

    @Test
    void guardOfThePage_andMasking_areBetweenTheSocketAndTheDatabase() throws Exception {
        try (LiveServer server =
                        LiveServer.start(
                                directory,
                                Map.of(),
                                database(),
                                0,
                                "--app=echo",
                                "--app-path=" + compiled(),
                                "--guard=example.HouseRules:GUARD",
                                "--mask=cards,emails");
                JimsClient visitor = JimsClient.greeted(server.port(), "")) {
            visitor.message("my password is 123");
            assertThat(visitor.readUntil("error").toString())
                    .contains("Please do not send passwords.");

            visitor.message("4111 1111 1111 1111 of ann@example.org for Project Falcon");
            assertThat(answer(visitor))
                    .contains("Echo: [card 1111] of [e-mail] for our next product")
                    .doesNotContain("4111")
                    .doesNotContain("ann@");
        }
        assertThat(stored())
                .contains("[card 1111] of [e-mail] for Project Falcon") // an answer's rule
                .contains("Echo: [card 1111] of [e-mail] for our next product")
                .doesNotContain("4111 1111")
                .doesNotContain("ann@")
                .doesNotContain("password");
    }

    private static String answer(JimsClient visitor) throws Exception {
        String text = "";
        while (!text.contains("\"assistant\"")) {
            text = visitor.readUntil("message").toString();
        }
        return text;
    }

    private Path compiled() throws Exception {
        Path source = Files.createDirectories(directory.resolve("example"));
        Path file = source.resolve("HouseRules.java");
        Files.writeString(file, MarkdownPage.named("guards.md").block("java", "class HouseRules"));
        Path classes = Files.createDirectories(directory.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiles =
                    compiler.getTask(
                                    said,
                                    files,
                                    null,
                                    List.of("-d", classes.toString(), "-proc:none"),
                                    null,
                                    files.getJavaFileObjects(file))
                            .call();
            assertThat(compiles).as(said.toString()).isTrue();
        }
        return classes;
    }
}
