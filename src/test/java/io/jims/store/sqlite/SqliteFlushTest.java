package io.jims.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.observe.StoreObserver;
import io.jims.store.Databases;
import io.jims.store.Samples;
import io.jims.store.StoreException;
import io.jims.store.ThreadChange;
import io.jims.store.ThreadStore;
import io.jims.store.commit.PendingWrite;
import io.jims.store.sql.EncodedChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is acknowledged when: only what a flush of the write-ahead log has covered.
@Timeout(60)
class SqliteFlushTest {
    private final ThreadId id = ThreadId.create();
    private final SlowDisk disk = new SlowDisk();
    private Consumer<EncodedChange> acknowledging = change -> {};
    @TempDir Path directory;
    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("jims.db");
    }

    @Test
    void write_committed_isAcknowledgedWhenTheDiskHasIt() throws Exception {
        try (SqliteWriter writer = open()) {
            Thread caller = append(writer);
            awaitRows(1);
            disk.begun.acquire();
            assertThat(caller.isAlive()).isTrue();

            disk.allowed.release();
            caller.join();

            assertThat(disk.flushes).hasValue(1);
            disk.allowed.release(10);
        }
    }

    @Test
    void write_whileTheDiskIsBusy_isCommittedAndSharesTheNextFlush() throws Exception {
        try (SqliteWriter writer = open()) {
            Thread first = append(writer);
            disk.begun.acquire();
            List<Thread> others = IntStream.range(0, 2).mapToObj(i -> append(writer)).toList();
            awaitRows(3);

            disk.allowed.release(2);
            first.join();
            for (Thread other : others) {
                other.join();
            }

            assertThat(disk.flushes).hasValue(2);
        }
    }

    @Test
    void write_flushFailed_failsNowAndEverAfter() throws Exception {
        try (SqliteWriter writer = open()) {
            disk.fails = true;
            disk.allowed.release(10);
            assertRefused(writer);
            List<String> stored = rows();

            disk.fails = false;
            assertRefused(writer);

            assertThat(rows()).isEqualTo(stored);
            assertThat(disk.flushes).hasValue(1);
        }
        assertThat(disk.closed).isTrue();
    }

    @Test
    void write_placeCannotBeFoundOut_failsNowAndEverAfter_andTheThreadsGoOn() throws Exception {
        try (SqliteWriter writer = open()) {
            disk.allowed.release(10);
            disk.hasADefect = true;
            assertThatThrownBy(() -> write(writer, "refused"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("a defect");

            disk.hasADefect = false;
            assertThatThrownBy(() -> write(writer, "refused")).isInstanceOf(StoreException.class);
        }
        assertThat(disk.closed).isTrue();
    }

    @Test
    void write_whoIsToldOfItHasADefect_isAcknowledged_andSoIsTheNext() throws Exception {
        disk.allowed.release(10);
        acknowledging =
                change -> {
                    throw new IllegalStateException("a defect");
                };
        try (SqliteWriter writer = open()) {
            write(writer, "first");
            write(writer, "second");

            assertThat(rows()).hasSize(2);
        }
    }

    @Test
    void open_afterAFlushFailed_findsWhatWasAcknowledgedBefore() throws Exception {
        disk.allowed.release(10);
        try (SqliteWriter writer = open()) {
            append(writer).join();
            disk.fails = true;
            assertRefused(writer);
        }

        try (ThreadStore store = SqliteThreadStore.open(file)) {
            assertThat(store.events(id, 10)).extracting(ThreadEvent::type).contains("first");
            store.append(id, List.of(Samples.event("next")));
        }
    }

    @Test
    void open_logOfAKilledProcess_isCopiedIntoTheDatabase() throws Exception {
        disk.allowed.release(10);
        try (SqliteWriter writer = open()) {
            append(writer).join();
            disk.fails = true;
            assertRefused(writer); // and so the connection stays open, as if it was killed
        }
        assertThat(log()).isNotEmptyFile();

        try (ThreadStore store = SqliteThreadStore.open(file)) {
            assertThat(log()).isEmptyFile();
            assertThat(store.events(id, 10)).hasSize(2);
        }
    }

    @Test
    void close_logFlushed_removesTheLog() {
        try (ThreadStore store = SqliteThreadStore.open(file)) {
            store.append(id, List.of(Samples.event("last")));
            assertThat(log()).isNotEmptyFile();
        }

        assertThat(log()).doesNotExist();
    }

    @Test
    void append_databaseBehindALink_flushesItsLog() throws IOException {
        Path link = directory.resolve("link.db");
        Files.createSymbolicLink(link, file);

        try (ThreadStore store = SqliteThreadStore.open(link)) {
            store.append(id, List.of(Samples.event("linked")));

            assertThat(log()).isNotEmptyFile();
            assertThat(store.events(id, 10)).hasSize(1);
        }
    }

    private SqliteWriter open() throws SQLException {
        SqliteFile database = new SqliteFile(file, SqliteOptions.DEFAULT);
        return new SqliteWriter(
                new SqliteTransactions(database.openForWriting()),
                disk,
                database.errors(),
                16,
                StoreObserver.NONE,
                acknowledging);
    }

    private Thread append(SqliteWriter writer) {
        return Thread.startVirtualThread(() -> write(writer, "first"));
    }

    private void assertRefused(SqliteWriter writer) {
        assertThatThrownBy(() -> write(writer, "refused"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot write to the database " + file + " (--db)")
                .hasMessageContaining("the disk is on fire")
                .hasMessageContaining("start again");
    }

    private void write(SqliteWriter writer, String type) {
        List<ThreadEvent> events = List.of(Samples.event(type, "text"));
        writer.write(() ->
                new PendingWrite(EncodedChange.of(new ThreadChange(id, null, events, null, null))));
    }

    private void awaitRows(int count) throws SQLException {
        while (rows().size() < count) {
            Thread.onSpinWait();
        }
    }

    private List<String> rows() throws SQLException {
        return Databases.query(file, "SELECT event_id FROM thread_events");
    }

    private Path log() {
        return directory.resolve("jims.db-wal");
    }

    /// Flushes when it is allowed to, and loses what it was given when it is told to.
    private static final class SlowDisk implements WalFlusher.Disk {
        final Semaphore begun = new Semaphore(0);
        final Semaphore allowed = new Semaphore(0);
        final AtomicInteger flushes = new AtomicInteger();
        volatile boolean fails;
        volatile boolean hasADefect;
        volatile boolean closed;

        @Override
        public void flush() throws IOException {
            flushes.incrementAndGet();
            begun.release();
            allowed.acquireUninterruptibly();
            if (fails) {
                throw new IOException("the disk is on fire");
            }
        }

        @Override
        public void checkPlace() {
            if (hasADefect) {
                throw new IllegalStateException("a defect");
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
