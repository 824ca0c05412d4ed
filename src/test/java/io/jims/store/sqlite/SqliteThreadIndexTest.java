package io.jims.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.store.Databases;
import io.jims.store.connect.ThreadStores;
import io.jims.store.index.HourlyUsage.Talk;
import io.jims.store.index.ThreadFilter;
import io.jims.store.index.ThreadIndexContract;
import io.jims.store.sql.SqlThreadStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteThreadIndexTest extends ThreadIndexContract {
    @TempDir Path directory;

    @Override
    protected SqlThreadStore open() {
        return ThreadStores.open("sqlite:///" + file());
    }

    @Override
    protected SqlThreadStore openBeside() {
        return SqliteThreadStore.openBeside(file(), SqliteOptions.DEFAULT);
    }

    @Override
    protected List<String> query(String sql) throws SQLException {
        return Databases.query(file(), sql);
    }

    @Test
    void erased_leavesItsWordsInNoFile() throws IOException {
        ask("ann", 0, "mycardis49291234");
        ask("bob", 1, "kept");
        update();

        store.erase("ann");
        store.wipe();

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).noneMatch(file -> holds(file, "mycardis49291234"));
        }
    }

    @Test
    void rowIdsThatChange_haveTheIndexMadeAnew() throws SQLException {
        ask("ann", 0, "one");
        ask("ann", 1, "two");
        update();
        Databases.execute(file(), "DELETE FROM thread_events WHERE rowid = 1");
        Databases.execute(file(), "VACUUM");
        ask("bob", 2, "three");
        update();

        assertThat(find(ThreadFilter.ALL)).hasSize(3);
        assertThat(find(text("three"))).hasSize(1);
        assertThat(index.usage(NOON, NOON.plusSeconds(3_600)))
                .containsExactly(new Talk(NOON, 3, 0, 0, 0, 0));
    }

    private Path file() {
        return directory.resolve("threads.db");
    }

    private static boolean holds(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), UTF_8).contains(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
