package io.jims.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.store.Samples;
import io.jims.store.StoreException;
import io.jims.store.ThreadStore;
import io.jims.testing.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A file system without room: what was acknowledged stays, and the rest works again once there is
/// some, without a restart.
@Timeout(60)
class SqliteFullDiskTest {
    private static final int MEGABYTES = 16;
    private static final int MANY = 100_000;

    @TempDir Path directory;
    private SmallDisk disk;
    private final ThreadId id = ThreadId.create();

    @BeforeEach
    void mount() throws Exception {
        disk = SmallDisk.mount(directory, MEGABYTES);
    }

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void fullDisk_takesNothing_untilThereIsRoom_andKeepsWhatItTook() throws Exception {
        Path others = Files.write(directory.resolve("others"), new byte[4 << 20]);
        List<ThreadEvent> acknowledged;
        try (ThreadStore store = SqliteThreadStore.open(file())) {
            store.create(Samples.thread(id), List.of());
            acknowledged = appendUntilFull(store);
            assertThat(acknowledged).isNotEmpty();
            assertThat(appendUntilFull(store)).isEmpty();

            Files.delete(others);

            store.check();
            ThreadEvent next = Samples.event("there is room");
            store.append(id, List.of(next));
            acknowledged.add(next);
            assertThat(store.events(id, MANY)).isEqualTo(acknowledged);
        }
        try (ThreadStore store = SqliteThreadStore.open(file())) {
            assertThat(store.events(id, MANY)).isEqualTo(acknowledged);
        }
    }

    @Test
    void logOnASmallDisk_staysSmall_alsoWhileNothingIsIdle() throws Exception {
        try (ThreadStore store = SqliteThreadStore.open(file())) {
            store.create(Samples.thread(id), List.of());
            appendUntilFull(store);

            assertThat(Files.size(directory.resolve("jims.db-wal"))).isLessThan(2 << 20);
        }
    }

    private List<ThreadEvent> appendUntilFull(ThreadStore store) {
        List<ThreadEvent> acknowledged = new ArrayList<>();
        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < MANY; i++) {
                                ThreadEvent event = Samples.event(("text " + i).repeat(500));
                                store.append(id, List.of(event));
                                acknowledged.add(event);
                            }
                        })
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("disk is full");
        return acknowledged;
    }

    private Path file() {
        return directory.resolve("jims.db");
    }
}
