package io.jims.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.store.Databases;
import io.jims.store.Samples;
import io.jims.store.StoreException;
import io.jims.store.ThreadStore;
import io.jims.store.archive.ThreadArchive;
import io.jims.store.connect.ThreadStores;
import io.jims.store.index.ThreadIndex;
import io.jims.store.sql.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may use a database file beside the server that serves it.
@Timeout(60)
class SqliteServersTest {
    @TempDir Path directory;
    private final ThreadId id = ThreadId.create();
    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("jims.db");
    }

    @Test
    void secondServer_isRefused_untilTheFirstHasEnded() {
        try (ThreadStore first = SqliteThreadStore.open(file)) {
            assertThatThrownBy(() -> SqliteThreadStore.open(file))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("cannot open the database " + file + " (--db)")
                    .hasMessageContaining("another jims-widget serves it")
                    .message()
                    .hasLineCount(1);
            first.append(id, List.of(Samples.event("mine")));
        }
        try (ThreadStore second = SqliteThreadStore.open(file)) {
            assertThat(second.events(id, 10)).hasSize(1);
        }
    }

    @Test
    void secondServer_behindALink_isRefused_whicheverWasNamedFirst() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link.db"), file.getFileName());
        for (Path first : List.of(link, file)) {
            Path other = first.equals(link) ? file : link;
            try (ThreadStore serving = SqliteThreadStore.open(first)) {
                serving.check();
                assertThatThrownBy(() -> SqliteThreadStore.open(other))
                        .hasMessageContaining("another jims-widget serves it");
            }
        }
    }

    @Test
    void serverThatCouldNotOpenTheFile_keepsNobodyOffIt() throws IOException {
        Files.writeString(file, "This is no database. ".repeat(100));
        assertThatThrownBy(() -> SqliteThreadStore.open(file)).hasMessageContaining("not a SQLite");
        Files.delete(file);

        SqliteThreadStore.open(file).close();
    }

    @Test
    void otherPrograms_andOurOwnArchive_workBesideAServer() throws SQLException {
        try (ThreadStore serving = SqliteThreadStore.open(file)) {
            serving.create(Samples.thread(id), List.of(Samples.event("before")));
            Databases.execute(file, "UPDATE thread_events SET event_type = 'comm.changed'");

            String url = "sqlite:///" + file;
            try (ThreadArchive archive = ThreadStores.openArchive(url, StoreOptions.DEFAULT)) {
                assertThat(archive.count("widget:someone").threads()).isEqualTo(1);
            }
            serving.append(id, List.of(Samples.event("after")));

            assertThat(serving.events(id, 10))
                    .extracting(ThreadEvent::type)
                    .containsExactly("comm.changed", "comm.user_message");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jims.db", "jims.db-wal", "jims.db-shm", "jims.db-lock"})
    void filesThatAreMade_areForTheirUserOnly(String name) throws IOException {
        try (ThreadStore store = SqliteThreadStore.open(file)) {
            store.append(id, List.of(Samples.event("private")));

            assertThat(Files.getPosixFilePermissions(directory.resolve(name)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void files_areForTheirUserOnly_asLongAsTheServerRuns() throws Exception {
        try (SqliteThreadStore store = SqliteThreadStore.open(file);
                ThreadIndex index = store.openIndex()) {
            store.create(Samples.thread(id), List.of(Samples.event("private")));
            index.update();
            assertPrivate("jims.db", "jims.db-wal", "jims.db-shm", "jims.db-lock");

            Databases.query(file, "PRAGMA wal_checkpoint(TRUNCATE)");
            store.append(id, List.of(Samples.event("after a checkpoint")));
            assertPrivate("jims.db", "jims.db-wal", "jims.db-shm", "jims.db-lock");

            ThreadStores.backUp("sqlite:///" + file, directory.resolve("copy.db"));
            store.append(id, List.of(Samples.event("after a backup")));
            assertPrivate("jims.db", "jims.db-wal", "jims.db-shm", "jims.db-lock", "copy.db");
        }
        Files.delete(file.resolveSibling("jims.db-lock"));
        try (ThreadStore again = SqliteThreadStore.open(file);
                ThreadStore restored = SqliteThreadStore.open(directory.resolve("copy.db"))) {
            again.append(id, List.of(Samples.event("after a restart")));
            restored.append(id, List.of(Samples.event("restored")));
            assertPrivate(
                    "jims.db",
                    "jims.db-wal",
                    "jims.db-shm",
                    "jims.db-lock",
                    "copy.db",
                    "copy.db-wal",
                    "copy.db-shm",
                    "copy.db-lock");
        }
    }

    /// These are there, and all that is there is private.
    private void assertPrivate(String... names) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all = files.toList();
            assertThat(all).extracting(path -> path.getFileName().toString()).contains(names);
            for (Path path : all) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .as(path.toString())
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void fileThatExists_keepsItsRights() throws IOException {
        Files.createFile(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        SqliteThreadStore.open(file).close();

        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
    }
}
