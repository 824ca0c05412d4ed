package io.jims.store;

import io.jims.core.StoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The one platform thread that writes. It commits whatever is waiting in one transaction, and what
/// comes meanwhile waits for the next: one wait for the disk serves all callers of a batch.
///
/// [#write] may be called by all threads.
final class SqliteWriter implements AutoCloseable {
    private static final String WRITE = "write to";

    private final SqliteTransactions transactions;
    private final SqliteErrors errors;
    private final Semaphore room;
    private final WriteQueue queue = new WriteQueue();
    private final Thread thread;

    /// @param waitingWrites how many callers may have rows in memory
    SqliteWriter(SqliteTransactions transactions, SqliteErrors errors, int waitingWrites) {
        this.transactions = transactions;
        this.errors = errors;
        this.room = new Semaphore(waitingWrites);
        this.thread = Thread.ofPlatform().name("jims-store-writer").daemon().start(this::run);
    }

    /// Returns when the rows are on disk.
    ///
    /// @param encoding makes the rows, as soon as there is room for them, on the caller's thread
    /// @throws StoreException if nothing was stored
    void write(Supplier<Write> encoding) {
        try {
            room.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while many wait to write; nothing was stored", e);
        }
        try {
            Write write = encoding.get();
            if (!queue.offer(write, thread)) {
                throw errors.explain(WRITE, "it is closed");
            }
            write.await();
        } finally {
            room.release();
        }
    }

    /// Stores what is waiting, then closes the connection.
    @Override
    public void close() {
        queue.close(thread);
        Uninterruptible.await(() -> thread.join(Duration.ofHours(1)));
    }

    private void run() {
        try (transactions) {
            while (!queue.isSealed()) {
                commit(queue.take());
            }
        } catch (SQLException e) {
            System.getLogger(SqliteWriter.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            errors.explain("checkpoint", e).getMessage(),
                            e);
        }
    }

    private void commit(List<Write> batch) {
        if (batch.isEmpty()) {
            return;
        }
        List<@Nullable StoreException> outcomes = List.of();
        StoreException failure = null;
        try {
            outcomes = store(batch);
        } catch (SQLException e) {
            failure = errors.explain(WRITE, e);
        } catch (Throwable e) {
            // Whatever it is, its callers are told and the next batch is tried.
            failure = new StoreException("the store's writer failed: " + e, e);
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).settle(outcomes.isEmpty() ? failure : outcomes.get(i));
        }
    }

    /// @return what became of each write; empty if all are stored
    private List<@Nullable StoreException> store(List<Write> batch) throws SQLException {
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
            outcomes.add(refusal == null ? null : errors.explain(WRITE, refusal));
        }
        return outcomes;
    }
}
