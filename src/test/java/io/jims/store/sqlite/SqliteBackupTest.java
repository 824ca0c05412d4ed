package io.jims.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.store.Databases;
import io.jims.store.Samples;
import io.jims.store.StoreException;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import io.jims.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A copy that is made while visitors write.
@Timeout(60)
class SqliteBackupTest {
    @TempDir Path directory;
    private final ThreadId id = ThreadId.create();

    @Test
    void copy_hasAllThatWasAcknowledgedBefore_andIsADatabase() throws Exception {
        ConcurrentLinkedQueue<UUID> acknowledged = new ConcurrentLinkedQueue<>();
        AtomicBoolean ended = new AtomicBoolean();
        List<UUID> before;
        try (ThreadStore store = SqliteThreadStore.open(file())) {
            store.create(Samples.thread(id), List.of());
            Thread visitor =
                    Thread.startVirtualThread(() -> {
                        while (!ended.get()) {
                            ThreadEvent event = Samples.event("again");
                            store.append(id, List.of(event));
                            acknowledged.add(event.id());
                        }
                    });
            Await.until("some messages", () -> acknowledged.size() > 50);
            before = List.copyOf(acknowledged);

            ThreadStores.backUp(url(), copy());

            ended.set(true);
            visitor.join();
        }
        assertThat(Databases.query(copy(), "PRAGMA integrity_check")).containsExactly("ok");
        try (ThreadStore restored = SqliteThreadStore.open(copy())) {
            assertThat(restored.events(id, 1_000_000))
                    .extracting(ThreadEvent::id)
                    .containsAll(before);
            restored.append(id, List.of(Samples.event("goes on")));
        }
    }

    @Test
    void copy_isForThisUserOnly_andLeavesNothingBeside() throws IOException {
        SqliteThreadStore.open(file()).close();

        ThreadStores.backUp(url(), copy());

        assertThat(Files.getPosixFilePermissions(copy()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(copy().resolveSibling("copy.db.part")).doesNotExist();
    }

    @Test
    void fileThatExists_isLeftAsItIs() throws IOException {
        SqliteThreadStore.open(file()).close();
        Files.writeString(copy(), "the last backup");

        assertThatThrownBy(() -> ThreadStores.backUp(url(), copy()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(copy() + " exists already");
        assertThat(copy()).hasContent("the last backup");
    }

    @Test
    void databaseThatIsMissing_isNotMade() {
        assertThatThrownBy(() -> ThreadStores.backUp(url(), copy()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("there is no such file");
        assertThat(file()).doesNotExist();
    }

    @Test
    void directoryThatIsMissing_isNamed() {
        SqliteThreadStore.open(file()).close();

        assertThatThrownBy(() -> ThreadStores.backUp(url(), directory.resolve("none/copy.db")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("none/copy.db.part");
    }

    @Test
    void postgres_isBackedUpByItsOwnTool() {
        assertThatThrownBy(() -> ThreadStores.backUp("postgresql://db/chats", copy()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pg_dump");
    }

    private String url() {
        return "sqlite:///" + file();
    }

    private Path file() {
        return directory.resolve("jims.db");
    }

    private Path copy() {
        return directory.resolve("copy.db");
    }
}
