package io.jims.store.sqlite;

import io.jims.observe.StoreObserver;
import io.jims.store.StoreException;
import io.jims.store.commit.CommittedBatch;
import io.jims.store.commit.UninterruptibleWait;
import io.jims.store.sql.EncodedChange;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The platform thread that makes commits durable: it flushes the write-ahead log for all commits
/// that have arrived, and only then notifies their callers. Meanwhile the writer runs the next
/// transaction.
///
/// After a failed flush nothing is acknowledged any more: the operating system forgets which pages
/// it could not write, so a later flush would succeed without them and leave a gap in the log. The
/// same holds once a file was moved or replaced.
///
/// [#add] and [#close] are for the writer's thread.
final class WalFlusher implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(WalFlusher.class.getName());

    /// Commits that may wait for the disk; with more, the writer waits, and gathers larger ones.
    private static final int WAITING_COMMITS = 2;

    /// Ends the thread; no other is empty.
    private static final CommittedBatch LAST =
            new CommittedBatch(List.of(), List.of(), 0, StoreObserver.NONE);

    private final Disk disk;
    private final SqliteErrors errors;
    private final Consumer<EncodedChange> acknowledging;
    private final BlockingQueue<CommittedBatch> commits = new ArrayBlockingQueue<>(WAITING_COMMITS);
    private final Thread thread;
    private final AtomicReference<@Nullable StoreException> failed = new AtomicReference<>();

    /// @param acknowledging called with the last change that has events, before its caller is
    ///   notified
    WalFlusher(Disk disk, SqliteErrors errors, Consumer<EncodedChange> acknowledging) {
        this.disk = disk;
        this.errors = errors;
        this.acknowledging = acknowledging;
        this.thread = Thread.ofPlatform().name("jims-store-flusher").daemon().start(this::run);
    }

    /// Notifies the commit's callers when it is on disk.
    void add(CommittedBatch commit) {
        UninterruptibleWait.until(() -> {
            commits.put(commit);
            return true;
        });
    }

    /// Why nothing can be made durable any more; null as long as all is well.
    @Nullable StoreException failure() {
        return failed.get();
    }

    /// Makes durable what has come, and closes the log.
    @Override
    public void close() throws IOException {
        add(LAST);
        UninterruptibleWait.until(() -> thread.join(Duration.ofHours(1)));
        disk.close();
    }

    private void run() {
        List<CommittedBatch> flushed = new ArrayList<>();
        while (!flushed.contains(LAST)) {
            flushed.clear();
            UninterruptibleWait.until(() -> flushed.add(commits.take()));
            commits.drainTo(flushed);
            if (!flushed.equals(List.of(LAST))) {
                flush();
            }
            if (failure() == null) {
                acknowledge(flushed);
            }
            flushed.forEach(commit -> commit.settle(failure()));
        }
    }

    /// A defect of whoever is told must not keep the callers waiting.
    private void acknowledge(List<CommittedBatch> flushed) {
        try {
            flushed.reversed().stream()
                    .flatMap(commit -> commit.lastWithEvents().stream())
                    .findFirst()
                    .ifPresent(acknowledging);
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.ERROR, "a commit was not told of", e);
        }
    }

    private void flush() {
        if (failure() != null) {
            return;
        }
        try {
            disk.flush();
        } catch (Throwable e) { // whatever it is, the pages may be lost
            end(
                    "its disk failed to take what was written ("
                            + e
                            + "); nothing is stored from now on; check the disk, then start again");
            return;
        }
        checkPlace();
    }

    /// Checks that the files are where a restart will look for them.
    ///
    /// @throws StoreException if they are not, or nothing can be made durable any more
    void requirePlace() {
        checkPlace();
        StoreException known = failure();
        if (known != null) {
            throw known;
        }
    }

    private void checkPlace() {
        try {
            disk.checkPlace();
        } catch (IOException e) {
            end(
                    "the file or its -wal was removed or replaced while it was in use ("
                            + e.getMessage()
                            + "); nothing is stored from now on; put back the right one, then"
                            + " start again");
        } catch (RuntimeException e) { // a restart may not find what is stored
            end(
                    "whether its files are in their places cannot be found out ("
                            + e
                            + "); nothing is stored from now on; check the disk, then start again");
        }
    }

    private void end(String reason) {
        StoreException end = errors.explain("write to", reason);
        if (failed.compareAndSet(null, end)) {
            LOGGER.log(System.Logger.Level.ERROR, end.getMessage());
        }
    }

    /// Where the log is.
    interface Disk extends AutoCloseable {
        /// Returns when all that was written to the log before is on disk.
        void flush() throws IOException;

        /// Returns if the files are in their places.
        ///
        /// @throws IOException if one is gone or another one stands in its place
        void checkPlace() throws IOException;

        @Override
        void close() throws IOException;
    }
}
