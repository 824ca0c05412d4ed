package io.jims.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jims.core.ThreadId;
import io.jims.store.Databases;
import io.jims.store.Samples;
import io.jims.store.StoreException;
import io.jims.store.ThreadStore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Each way in which a database cannot be opened has a message that names the file and the flag.
class SqliteOpenFailureTest {
    @TempDir Path directory;
    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("jims.db");
    }

    @Test
    void open_directoryMissing_saysSo() {
        file = directory.resolve("missing/jims.db");

        assertOpenFails("directory " + directory.resolve("missing") + " does not exist");
    }

    @Test
    void open_pathOfADirectory_saysSo() {
        file = directory;

        assertOpenFails("is a directory");
    }

    @Test
    void open_directoryReadOnly_saysSo() {
        assumeThat(directory.toFile().setWritable(false)).isTrue();
        assumeThat(Files.isWritable(directory)).as("not for root").isFalse();

        assertOpenFails("directory " + directory + " is not writable");
    }

    @Test
    void open_fileReadOnly_saysSo() {
        SqliteThreadStore.open(file).close();
        assumeThat(file.toFile().setWritable(false)).isTrue();
        assumeThat(Files.isWritable(file)).as("not for root").isFalse();

        assertOpenFails("the file is read-only");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void open_directoryThatTakesNoFiles_saysSo() {
        file = Path.of("/proc/jims.db");

        assertThatThrownBy(() -> SqliteThreadStore.open(file))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("/proc")
                .hasMessageContaining("--db");
    }

    @Test
    void open_fileThatIsNoDatabase_saysSo() throws IOException {
        Files.writeString(file, "These are minutes of a meeting, not a database.\n".repeat(100));

        assertOpenFails("not a SQLite database");
    }

    @Test
    void open_fileWithADamagedPage_saysSo() throws IOException {
        fill(file);
        overwrite(file, Files.size(file) / 2, 8_192);

        assertOpenFails("damaged");
    }

    @Test
    void open_fileCutShort_saysSo() throws IOException {
        fill(file);
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.setLength(content.length() / 2);
        }

        assertOpenFails("damaged");
    }

    @Test
    void events_damageFoundLater_failNamingTheFile() throws IOException {
        SqliteThreadStore.open(file).close();
        long schema = Files.size(file);
        ThreadId id = fill(file);
        overwrite(file, schema, Files.size(file) - schema);

        try (ThreadStore store = SqliteThreadStore.open(file, unchecked())) {
            assertThatThrownBy(() -> store.events(id, 1_000))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("damaged");
        }
    }

    @Test
    void open_fileLockedByAnother_saysSo() throws SQLException {
        SqliteThreadStore.open(file).close();
        try (Connection other = Databases.connect(file);
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA locking_mode = EXCLUSIVE");
            statement.execute("BEGIN EXCLUSIVE");

            assertOpenFails("another process has locked it");
        }
    }

    @Test
    void open_tablesOfSomethingElse_saysSo() throws SQLException {
        Databases.execute(file, "CREATE TABLE thread_events (id INTEGER)");

        assertOpenFails("thread_events");
    }

    @Test
    void open_afterAFailure_works() throws IOException {
        Files.writeString(file, "not a database ".repeat(100));
        assertOpenFails("not a SQLite database");
        Files.delete(file);

        try (ThreadStore store = SqliteThreadStore.open(file)) {
            store.check();
            assertThat(file).isRegularFile();
        }
    }

    private void assertOpenFails(String reason) {
        assertThatThrownBy(() -> SqliteThreadStore.open(file, impatient()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot open the database " + file + " (--db)")
                .hasMessageContaining(reason);
    }

    private static SqliteOptions impatient() {
        return new SqliteOptions(
                16,
                1,
                16,
                Duration.ofMillis(20),
                1_024,
                1_000,
                Duration.ofSeconds(1),
                0,
                16L << 20);
    }

    private static SqliteOptions unchecked() {
        return new SqliteOptions(
                16, 1, 16, Duration.ofMillis(20), 1_024, 1_000, Duration.ofSeconds(1), 0, 0);
    }

    private static ThreadId fill(Path file) {
        ThreadId id = ThreadId.create();
        try (ThreadStore store = SqliteThreadStore.open(file)) {
            store.append(
                    id,
                    IntStream.range(0, 500).mapToObj(i -> Samples.event("message " + i)).toList());
            store.create(Samples.thread(id), List.of());
        }
        return id;
    }

    private static void overwrite(Path file, long start, long length) throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.seek(start);
            content.write("garbage!".repeat(Math.toIntExact(length / 8)).getBytes(UTF_8));
        }
    }
}
