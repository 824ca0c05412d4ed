package io.jims.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ThreadId;
import io.jims.store.Samples;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyCommandTest {
    @TempDir Path directory;
    private Launch launch;

    @BeforeEach
    void makeLaunch() {
        launch = new Launch(directory);
    }

    @Test
    void copy_saysWhatItCopied() {
        ThreadId id = ThreadId.create();
        try (ThreadStore store = ThreadStores.open(url("chats.db"))) {
            store.create(Samples.thread(id), List.of(Samples.event("Hello")));
        }

        assertThat(launch.run("copy", "--from", url("chats.db"), "--to", url("copy.db"))).isZero();

        assertThat(launch.out()).isEqualTo("copied and compared 1 conversation with 1 event\n");
    }

    @Test
    void copy_ontoItself_isRefused() {
        assertThat(launch.run("copy", "--from", url("a.db"), "--to", url("a.db"))).isEqualTo(2);

        assertThat(launch.err()).contains("--from and --to name the same database");
    }

    @Test
    void copy_withoutADatabase_saysWhichFlagIsMissing() {
        assertThat(launch.run("copy", "--from", url("a.db"))).isEqualTo(2);

        assertThat(launch.err()).contains("--to");
    }

    private String url(String name) {
        return "sqlite:///" + directory.resolve(name);
    }
}
