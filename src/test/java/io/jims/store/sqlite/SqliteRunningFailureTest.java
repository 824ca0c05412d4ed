package io.jims.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.store.Databases;
import io.jims.store.Samples;
import io.jims.store.StoreException;
import io.jims.store.ThreadStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What fails while the store runs: whom it hits, what they are told, and that it passes.
@Timeout(120)
class SqliteRunningFailureTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final ThreadId id = ThreadId.create();
    @TempDir Path directory;
    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("jims.db");
    }

    @Test
    void append_diskFull_failsSayingSoUntilThereIsSpace() throws SQLException {
        try (ThreadStore store = openOnSmallDisk()) {
            List<ThreadEvent> acknowledged = appendUntilFull(store);

            assertThat(acknowledged).isNotEmpty();
            assertThat(store.events(id, 1_000)).isEqualTo(acknowledged);

            Databases.execute(file, "DELETE FROM thread_events");
            ThreadEvent next = Samples.event("there is space");
            store.append(id, List.of(next));

            assertThat(store.events(id, 1_000)).containsExactly(next);
        }
    }

    @Test
    void append_diskFull_failsEveryCallerOfTheBatch() throws Exception {
        try (ThreadStore store = openOnSmallDisk()) {
            appendUntilFull(store);
            Set<Integer> failed = ConcurrentHashMap.newKeySet();
            List<Thread> callers =
                    startCallers(50, i -> store.append(ThreadId.create(), large(i)), failed);
            join(callers);

            assertThat(failed).hasSize(50);
        }
    }

    @Test
    void append_rowsThatAreRefused_failTheirCallerOnly() throws Exception {
        try (ThreadStore store = open(LONG, 0)) {
            refuseEventsOfType("bad.event");
            Set<Integer> failed = ConcurrentHashMap.newKeySet();
            List<Thread> callers = new ArrayList<>();
            try (Connection other = Databases.connect(file);
                    Statement lock = other.createStatement()) {
                lock.execute("BEGIN IMMEDIATE");
                callers.addAll(startCallers(1, i -> store.append(id, good(i)), failed));
                awaitParked(callers);
                callers.addAll(
                        startCallers(50, i -> store.append(id, i == 25 ? bad() : good(i)), failed));
                awaitParked(callers);
                lock.execute("COMMIT");
            }
            join(callers);

            assertThat(failed).containsExactly(25);
            assertThat(store.events(id, 1_000)).hasSize(50);
        }
    }

    @Test
    void append_rowsThatAreRefused_storeNoneOfThem() throws SQLException {
        try (ThreadStore store = open(SHORT, 0)) {
            refuseEventsOfType("bad.event");

            assertThatThrownBy(() ->
                            store.create(
                                    Samples.thread(id),
                                    List.of(Samples.event("good"), Samples.event("bad.event", ""))))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("no bad events");

            assertThat(store.find(id)).isEmpty();
            assertThat(store.events(id, 10)).isEmpty();
        }
    }

    @Test
    void append_fileLockedForLong_failsSayingSoAndWorksAfterwards() throws SQLException {
        try (ThreadStore store = open(SHORT, 0)) {
            try (Connection other = Databases.connect(file);
                    Statement lock = other.createStatement()) {
                lock.execute("BEGIN IMMEDIATE");

                assertThatThrownBy(() -> store.append(id, List.of(Samples.event("never"))))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("cannot write to the database " + file + " (--db)")
                        .hasMessageContaining("another process has locked it");
                assertThatThrownBy(store::check).isInstanceOf(StoreException.class);
                assertThat(store.events(id, 10)).isEmpty();
            }
            ThreadEvent next = Samples.event("unlocked");
            store.append(id, List.of(next));

            assertThat(store.events(id, 10)).containsExactly(next);
        }
    }

    @Test
    void append_callersBeyondTheBound_waitForTheirTurn() throws Exception {
        SqliteOptions one =
                new SqliteOptions(1, 1, 1, LONG, 1_024, 1_000, Duration.ofSeconds(1), 0, 0);
        try (ThreadStore store = SqliteThreadStore.open(file, one)) {
            Set<Integer> failed = ConcurrentHashMap.newKeySet();
            join(startCallers(100, i -> store.append(id, good(i)), failed));

            assertThat(failed).isEmpty();
            assertThat(store.events(id, 1_000)).hasSize(100);
        }
    }

    @Test
    void check_fileRemoved_saysSo() throws IOException {
        try (ThreadStore store = open(SHORT, 0)) {
            assertThatCode(store::check).doesNotThrowAnyException();
            Files.delete(file);

            assertThatThrownBy(store::check)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("removed");
        }
    }

    /// With room for some pages beside those that the tables have from the beginning.
    private ThreadStore openOnSmallDisk() throws SQLException {
        open(SHORT, 0).close();
        long empty = Long.parseLong(Databases.query(file, "PRAGMA page_count").getFirst());
        return open(SHORT, empty + 24);
    }

    private ThreadStore open(Duration busyTimeout, long maxPages) {
        return SqliteThreadStore.open(
                file,
                new SqliteOptions(
                        256, 1, 16, busyTimeout, 1_024, 1_000, Duration.ofSeconds(1), maxPages, 0));
    }

    private List<ThreadEvent> appendUntilFull(ThreadStore store) {
        List<ThreadEvent> acknowledged = new ArrayList<>();
        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 1_000; i++) {
                                ThreadEvent event = large(i).getFirst();
                                store.append(id, List.of(event));
                                acknowledged.add(event);
                            }
                        })
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot write to the database " + file + " (--db)")
                .hasMessageContaining("disk is full");
        return acknowledged;
    }

    private void refuseEventsOfType(String type) throws SQLException {
        Databases.execute(
                file,
                """
                CREATE TRIGGER refuse BEFORE INSERT ON thread_events WHEN new.event_type = '%s'
                BEGIN SELECT RAISE(ABORT, 'no bad events'); END
                """
                        .formatted(type));
    }

    private static List<Thread> startCallers(int count, Call call, Set<Integer> failed) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        Thread.startVirtualThread(() -> {
                            try {
                                call.run(i);
                            } catch (StoreException e) {
                                failed.add(i);
                            }
                        }))
                .toList();
    }

    /// Waits until each of them has queued its write, or has ended where it should not.
    private static void awaitParked(List<Thread> callers) {
        Set<Thread.State> awaited = Set.of(Thread.State.WAITING, Thread.State.TERMINATED);
        while (!callers.stream().allMatch(caller -> awaited.contains(caller.getState()))) {
            Thread.onSpinWait();
        }
    }

    private static void join(List<Thread> callers) throws InterruptedException {
        for (Thread caller : callers) {
            caller.join();
        }
    }

    private static List<ThreadEvent> good(int number) {
        return List.of(Samples.event("good " + number));
    }

    private static List<ThreadEvent> bad() {
        return List.of(Samples.event("bad.event", "bad"));
    }

    private static List<ThreadEvent> large(int number) {
        return List.of(Samples.event("%05d ".formatted(number).repeat(1_000)));
    }

    @FunctionalInterface
    private interface Call {
        void run(int number);
    }
}
