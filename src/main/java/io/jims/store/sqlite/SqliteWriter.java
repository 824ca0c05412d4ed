package io.jims.store.sqlite;

import io.jims.observe.StoreObserver;
import io.jims.store.ErasedThreadException;
import io.jims.store.StoreException;
import io.jims.store.commit.CommittedBatch;
import io.jims.store.commit.PendingWrite;
import io.jims.store.commit.UninterruptibleWait;
import io.jims.store.commit.WriteQueue;
import io.jims.store.sql.EncodedChange;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The one platform thread that writes. It commits everything that is waiting in one transaction,
/// and the [WalFlusher] then makes it durable: one flush serves all callers of a batch, and
/// meanwhile the next batch is written.
///
/// [#write] may be called by all threads.
final class SqliteWriter implements AutoCloseable {
    private static final String WRITE = "write to";

    private final SqliteTransactions transactions;
    private final WalFlusher flusher;
    private final SqliteErrors errors;
    private final StoreObserver observer;
    private final Semaphore room;
    private final WriteQueue queue = new WriteQueue();
    private final Thread thread;

    /// @param transactions closed with this
    /// @param disk likewise
    /// @param waitingWrites how many callers may have rows in memory
    /// @param acknowledging see [WalFlusher]
    SqliteWriter(
            SqliteTransactions transactions,
            WalFlusher.Disk disk,
            SqliteErrors errors,
            int waitingWrites,
            StoreObserver observer,
            Consumer<EncodedChange> acknowledging) {
        this.transactions = transactions;
        this.flusher = new WalFlusher(disk, errors, acknowledging);
        this.errors = errors;
        this.observer = observer;
        this.room = new Semaphore(waitingWrites);
        this.thread = Thread.ofPlatform().name("jims-store-writer").daemon().start(this::run);
    }

    /// Returns when the rows are on disk.
    ///
    /// @param encoding makes the rows, as soon as there is room for them, on the caller's thread
    /// @throws StoreException if nothing was stored
    void write(Supplier<PendingWrite> encoding) {
        try {
            room.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while many wait to write; nothing was stored", e);
        }
        try {
            PendingWrite write = encoding.get();
            if (!queue.offer(write, thread)) {
                throw errors.explain(WRITE, "it is closed");
            }
            write.await();
        } finally {
            room.release();
        }
    }

    /// See [WalFlusher#requirePlace].
    void requirePlace() {
        flusher.requirePlace();
    }

    /// Whether everything acknowledged is on disk, as far as known.
    boolean isSound() {
        return flusher.failure() == null;
    }

    /// Stores what is waiting, then closes the connection, unless the disk has failed: then the
    /// next start recovers the log as far as it is intact.
    @Override
    public void close() {
        queue.close(thread);
        UninterruptibleWait.until(() -> thread.join(Duration.ofHours(1)));
    }

    private void run() {
        try {
            while (!queue.isSealed()) {
                commit(queue.take());
            }
            closeAll();
        } catch (SQLException e) {
            warn(errors.explain("checkpoint", e));
        } catch (IOException e) {
            warn(errors.explain("close", e.toString()));
        }
    }

    private void closeAll() throws IOException, SQLException {
        flusher.close();
        if (flusher.failure() == null) { // else gaps of the log would be copied into the database
            transactions.close();
        }
    }

    private static void warn(StoreException failure) {
        System.getLogger(SqliteWriter.class.getName())
                .log(System.Logger.Level.WARNING, failure.getMessage(), failure);
    }

    private void commit(List<PendingWrite> batch) {
        if (batch.isEmpty()) {
            return;
        }
        long begun = System.nanoTime();
        StoreException failure = flusher.failure();
        List<@Nullable StoreException> refusals = List.of();
        if (failure == null) {
            try {
                refusals = store(batch);
            } catch (SQLException e) {
                failure = errors.explain(WRITE, e);
            } catch (Throwable e) {
                // Whatever it is, its callers are told and the next batch is tried.
                failure = new StoreException("the store's writer failed: " + e, e);
            }
        }
        CommittedBatch commit = new CommittedBatch(batch, refusals, begun, observer);
        if (failure == null) {
            flusher.add(commit);
        } else {
            commit.settle(failure);
        }
    }

    /// @return why each write was refused, or null where it was not; empty if none was
    private List<@Nullable StoreException> store(List<PendingWrite> batch) throws SQLException {
        try {
            transactions.store(batch);
            return List.of();
        } catch (SQLException e) {
            if (!SqliteErrors.isAboutRows(e)) {
                throw e;
            }
        }
        List<@Nullable StoreException> outcomes = new ArrayList<>(batch.size());
        for (SQLException refusal : transactions.storeSeparately(batch)) {
            outcomes.add(refusal == null ? null : explain(refusal));
        }
        return outcomes;
    }

    private StoreException explain(SQLException refusal) {
        if (refusal instanceof ErasedThreads.Erased) {
            return new ErasedThreadException(refusal);
        }
        return SqliteErrors.isForGood(refusal)
                ? errors.refuse(WRITE, refusal)
                : errors.explain(WRITE, refusal);
    }
}
