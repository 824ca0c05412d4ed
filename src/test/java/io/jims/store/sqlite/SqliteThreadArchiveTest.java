package io.jims.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.store.Databases;
import io.jims.store.Samples;
import io.jims.store.StoreException;
import io.jims.store.archive.ArchiveTotals;
import io.jims.store.archive.ThreadArchive;
import io.jims.store.archive.ThreadArchiveContract;
import io.jims.store.connect.ThreadStores;
import io.jims.store.sql.SqlThreadStore;
import io.jims.store.sql.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteThreadArchiveTest extends ThreadArchiveContract {
    private static final String SECRET = "my-card-is-4929-1234";

    @TempDir Path directory;

    @Override
    protected SqlThreadStore open() {
        return ThreadStores.open(url());
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
    void erase_whileAServerHasTheFile_leavesTheTextInNoFile() throws IOException {
        create("ann", Samples.event(SECRET), Samples.event(SECRET.repeat(1_000)));
        create("bob", Samples.event("kept"));
        assertThat(filesWith(SECRET)).isNotEmpty();

        try (ThreadArchive archive = ThreadStores.openArchive(url(), StoreOptions.DEFAULT)) {
            assertThat(archive.erase("ann")).isEqualTo(new ArchiveTotals(1, 2));
            archive.wipe();
        }

        assertThat(filesWith(SECRET)).isEmpty();
        assertThat(filesWith("kept")).isNotEmpty();
    }

    @Test
    void wipe_whileAnotherReadsOldPages_saysWhereTheyAre() throws SQLException {
        create("ann", Samples.event(SECRET));
        SqliteOptions impatient =
                new SqliteOptions(
                        1, 1, 1, Duration.ofMillis(50), 64, 16_000, Duration.ofSeconds(1), 0, 0);
        try (Connection reader = Databases.connect(file());
                Statement statement = reader.createStatement();
                SqlThreadStore archive = SqliteThreadStore.openBeside(file(), impatient)) {
            statement.execute("BEGIN");
            try (ResultSet row = statement.executeQuery("SELECT * FROM thread_events")) {
                assertThat(row.next()).isTrue();
            }
            archive.erase("ann");

            assertThatThrownBy(archive::wipe)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("-wal, which others are using; do it again");
        }
    }

    @Test
    void openArchive_ofNoFile_saysSo_andMakesNone() {
        Path missing = directory.resolve("typo.db");

        assertThatThrownBy(() ->
                        ThreadStores.openArchive("sqlite:///" + missing, StoreOptions.DEFAULT))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("there is no such file");
        assertThat(missing).doesNotExist();
    }

    private String url() {
        return "sqlite:///" + file();
    }

    private Path file() {
        return directory.resolve("threads.db");
    }

    private List<Path> filesWith(String text) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> holds(file, text)).toList();
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), UTF_8).contains(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
