package io.jims.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ThreadId;
import io.jims.store.Samples;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandTest {
    @TempDir Path directory;
    private final ThreadId id = ThreadId.create();
    private Launch launch;

    @BeforeEach
    void makeLaunch() {
        launch = new Launch(directory);
    }

    @Test
    void backup_besideAServer_isADatabaseWithItsConversations() {
        try (ThreadStore store = ThreadStores.open(url("chats.db"))) {
            store.append(id, List.of(Samples.event("Hello")));

            assertThat(backup(url("chats.db"))).isZero();
        }
        assertThat(launch.out()).isEqualTo("copied the database to " + copy() + "\n");
        try (ThreadStore restored = ThreadStores.open(url("copy.db"))) {
            assertThat(restored.events(id, 10)).hasSize(1);
        }
    }

    @Test
    void backup_ontoAFileThatExists_endsWithOneLine() throws IOException {
        ThreadStores.open(url("chats.db")).close();
        Files.writeString(copy(), "kept");

        assertThat(backup(url("chats.db"))).isEqualTo(1);

        assertThat(launch.err()).contains(copy() + " exists already").hasLineCount(1);
        assertThat(copy()).hasContent("kept");
    }

    @Test
    void backup_ofPostgres_namesItsTool() {
        assertThat(backup("postgresql://db/chats")).isEqualTo(2);

        assertThat(launch.err()).contains("pg_dump").hasLineCount(1);
    }

    @Test
    void backup_withoutAFile_saysWhichFlagIsMissing() {
        assertThat(launch.run("backup", "--db", url("chats.db"))).isEqualTo(2);

        assertThat(launch.err()).contains("--to");
    }

    private int backup(String url) {
        return launch.run("backup", "--to", copy().toString(), "--db", url);
    }

    private String url(String name) {
        return "sqlite:///" + directory.resolve(name);
    }

    private Path copy() {
        return directory.resolve("copy.db");
    }
}
