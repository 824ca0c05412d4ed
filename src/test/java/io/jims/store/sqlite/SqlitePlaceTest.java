package io.jims.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.ThreadId;
import io.jims.observe.StoreObserver;
import io.jims.store.Samples;
import io.jims.store.StoreException;
import io.jims.store.ThreadStore;
import io.jims.testing.CapturedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A database that is not where it was any more: what is written to it would never be found again.
@Timeout(60)
class SqlitePlaceTest {
    @TempDir Path directory;
    private final ThreadId id = ThreadId.create();
    private final AtomicInteger failures = new AtomicInteger();
    private Path file;
    private Path backup;

    @BeforeEach
    void makeDatabases() {
        file = directory.resolve("jims.db");
        backup = directory.resolve("backup.db");
        SqliteThreadStore.open(backup).close();
    }

    @Test
    void fileReplaced_byABackup_acknowledgesNothing() throws IOException {
        assertNothingIsAcknowledged(
                file,
                () ->
                        Files.move(
                                backup,
                                file,
                                StandardCopyOption.REPLACE_EXISTING,
                                StandardCopyOption.ATOMIC_MOVE));
    }

    @Test
    void fileRemoved_acknowledgesNothing() throws IOException {
        assertNothingIsAcknowledged(file, () -> Files.delete(file));
    }

    @Test
    void fileMovedAway_acknowledgesNothing() throws IOException {
        assertNothingIsAcknowledged(
                file, () -> Files.move(file, directory.resolve("elsewhere.db")));
    }

    @Test
    void logRemoved_acknowledgesNothing() throws IOException {
        assertNothingIsAcknowledged(file, () -> Files.delete(directory.resolve("jims.db-wal")));
    }

    @Test
    void directoryReplaced_asByAVolumeThatIsMountedAnew_acknowledgesNothing() throws IOException {
        Path volume = Files.createDirectory(directory.resolve("volume"));
        assertNothingIsAcknowledged(
                volume.resolve("jims.db"),
                () -> {
                    Files.move(volume, directory.resolve("unmounted"));
                    Files.createDirectory(volume);
                    Files.copy(backup, volume.resolve("jims.db"));
                    Files.copy(
                            directory.resolve("unmounted/jims.db-wal"),
                            volume.resolve("jims.db-wal"));
                });
    }

    @Test
    void linkToAnotherFile_acknowledgesNothing() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link.db"), file);
        assertNothingIsAcknowledged(
                link,
                () -> {
                    Files.delete(link);
                    Files.createSymbolicLink(link, backup);
                });
    }

    private void assertNothingIsAcknowledged(Path database, Change change) throws IOException {
        try (CapturedLog log = new CapturedLog(SqliteThreadStore.class);
                ThreadStore store =
                        SqliteThreadStore.open(database, SqliteOptions.DEFAULT, new Failures())) {
            store.append(id, List.of(Samples.event("before")));
            store.check();

            change.run();

            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> store.append(id, List.of(Samples.event("after"))))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("cannot write to the database " + database)
                        .hasMessageContaining("removed or replaced");
            }
            assertThatThrownBy(store::check)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("removed or replaced");
            assertThat(log.lines()).hasSize(1);
            assertThat(failures).hasValueGreaterThanOrEqualTo(3);
        }
    }

    private final class Failures implements StoreObserver {
        @Override
        public void onCommit(int writes, Duration duration) {}

        @Override
        public void onFailure(int writes) {
            failures.addAndGet(writes);
        }
    }

    @FunctionalInterface
    private interface Change {
        void run() throws IOException;
    }
}
