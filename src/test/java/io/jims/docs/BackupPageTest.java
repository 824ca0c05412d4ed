package io.jims.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ChatThread;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import io.jims.testing.MarkdownPage;
import io.jims.testing.TestPython;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The page's backup, made beside a store that is in use, has what was stored.
@Timeout(60)
class BackupPageTest {
    @TempDir private Path directory;

    @Test
    void python_copiesADatabaseInUse_intoOneFile() throws Exception {
        String command =
                MarkdownPage.named("backup.md")
                        .block("sh", "import sqlite3")
                        .replace("python3", TestPython.interpreter().toString());
        ChatThread thread = ChatThread.create("ann", null);
        try (ThreadStore store =
                ThreadStores.open("sqlite:///" + directory.resolve("jims-widget.db"))) {
            store.create(thread, List.of());

            run(command);
        }

        assertThat(directory.resolve("backup.db-wal")).doesNotExist();
        try (ThreadStore copy = ThreadStores.open("sqlite:///" + directory.resolve("backup.db"))) {
            assertThat(copy.find(thread.id())).contains(thread);
        }
    }

    private void run(String command) throws Exception {
        Process process =
                new ProcessBuilder("bash", "-euo", "pipefail", "-c", command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
