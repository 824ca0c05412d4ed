package io.jims.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ThreadId;
import io.jims.store.Databases;
import io.jims.store.Samples;
import io.jims.store.ThreadStore;
import io.jims.testing.CapturedLog;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a start says of a database that has less than its killed server acknowledged: SQLite itself
/// says nothing.
@Timeout(60)
class SqliteLostLogTest {
    private static final String TOLD = "lacks what was acknowledged last";

    @TempDir Path directory;
    private final ThreadId id = ThreadId.create();
    private Path file;

    @BeforeEach
    void leaveWhatAKilledServerDoes() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("served"));
        Path served = disk.resolve("jims.db");
        Path killed = directory.resolve("killed");
        try (ThreadStore store = SqliteThreadStore.open(served);
                Connection other = Databases.connect(served);
                Statement reading = other.createStatement()) {
            store.create(Samples.thread(id), List.of(Samples.event("before")));
            reading.execute("BEGIN"); // and so what comes later stays in the log
            reading.executeQuery("SELECT count(*) FROM thread_events").close();
            store.append(id, List.of(Samples.event("after")));
            // By another process: closing a file here would drop the locks of this one.
            new ProcessBuilder("cp", "-r", disk.toString(), killed.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
        }
        file = killed.resolve("jims.db");
        Files.delete(killed.resolve("jims.db-shm"));
    }

    @Test
    void log_thatIsWhole_isNoLine() {
        assertThat(linesOfAStart()).isEmpty();
    }

    @Test
    void log_thatIsLost_isTold() throws IOException {
        Files.delete(log());

        assertThat(linesOfAStart())
                .singleElement()
                .asString()
                .startsWith("WARNING")
                .contains(file.toString(), TOLD, "its -wal was lost or cut short");
    }

    @Test
    void log_thatIsTorn_isTold() throws IOException {
        try (FileChannel channel = FileChannel.open(log(), StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 1);
        }

        assertThat(linesOfAStart()).singleElement().asString().contains(TOLD);
    }

    @Test
    void threadThatWasErasedSince_isNoLine() throws SQLException {
        Databases.execute(file, "DELETE FROM thread_events");
        Databases.execute(
                file,
                "INSERT INTO jims_widget_erased SELECT thread_id, datetime('now') FROM threads");

        assertThat(linesOfAStart()).isEmpty();
    }

    @Test
    void backup_inThePlaceOfADatabaseThatWasClosed_isNoLine() throws IOException {
        Path backup = directory.resolve("backup.db");
        SqliteThreadStore.open(backup).close();
        SqliteThreadStore.open(file).close();
        Files.move(backup, file, StandardCopyOption.REPLACE_EXISTING);

        assertThat(linesOfAStart()).isEmpty();
    }

    private List<String> linesOfAStart() {
        try (CapturedLog log = new CapturedLog(SqliteThreadStore.class)) {
            SqliteThreadStore.open(file).close();
            return log.lines();
        }
    }

    private Path log() {
        return file.resolveSibling("jims.db-wal");
    }
}
