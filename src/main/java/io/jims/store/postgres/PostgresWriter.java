package io.jims.store.postgres;

import io.jims.observe.StoreObserver;
import io.jims.store.StaleThreadException;
import io.jims.store.StoreException;
import io.jims.store.commit.CommittedBatch;
import io.jims.store.commit.PendingWrite;
import io.jims.store.commit.UninterruptibleWait;
import io.jims.store.commit.WriteQueue;
import io.jims.store.postgres.connection.PostgresErrors;
import io.jims.store.postgres.connection.PostgresPool;
import io.jims.store.sql.EncodedChange;
import io.jims.store.sql.StoreOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The few threads that write. Each commits everything that is waiting for it in one transaction,
/// and later writes wait for the next: one flush on the server serves all callers of a batch. All
/// writes to one thread go to the same writer, and so are stored in order.
///
/// [#write] may be called by all threads.
final class PostgresWriter implements AutoCloseable {
    private static final String WRITE = "write to";

    /// Callers that may have rows in memory.
    private static final int WAITING_WRITES = 4_096;

    /// Of one statement; what is more goes into another one.
    private static final int MAX_WRITES = 512;

    private static final int MAX_CHARACTERS = 4 << 20;

    private final PostgresPool pool;
    private final PostgresErrors errors;
    private final Duration timeout;
    private final String sender;
    private final StoreObserver observer;
    private final Semaphore room = new Semaphore(WAITING_WRITES);
    private final List<Lane> lanes;

    /// @param sender see [PostgresBatch#store]
    PostgresWriter(
            PostgresPool pool,
            PostgresErrors errors,
            StoreOptions options,
            String sender,
            StoreObserver observer) {
        this.pool = pool;
        this.sender = sender;
        this.errors = errors;
        this.timeout = options.timeout();
        this.observer = observer;
        this.lanes = IntStream.rangeClosed(1, options.writers()).mapToObj(Lane::new).toList();
    }

    /// Returns when the rows are on disk.
    ///
    /// @param encoding makes the rows, as soon as there is room for them, on the caller's thread
    /// @throws StoreException if nothing was stored, or the server fell silent in the middle
    void write(Supplier<PendingWrite> encoding) {
        try {
            if (!room.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw errors.explain(WRITE, "too many wait already; nothing was stored");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while many wait to write; nothing was stored", e);
        }
        try {
            PendingWrite write = encoding.get();
            lanes.get(Math.floorMod(write.change().threadId().hashCode(), lanes.size()))
                    .offer(write);
            write.await();
        } finally {
            room.release();
        }
    }

    /// Stores what is waiting.
    @Override
    public void close() {
        lanes.forEach(Lane::close);
        lanes.forEach(Lane::join);
    }

    /// One writing thread and what waits for it.
    private final class Lane {
        private final WriteQueue queue = new WriteQueue();
        private final Thread thread;

        Lane(int number) {
            thread =
                    Thread.ofPlatform()
                            .name("jims-store-writer-" + number)
                            .daemon()
                            .start(this::run);
        }

        void offer(PendingWrite write) {
            if (!queue.offer(write, thread)) {
                throw errors.explain(WRITE, "it is closed");
            }
        }

        void close() {
            queue.close(thread);
        }

        void join() {
            UninterruptibleWait.until(() -> thread.join(Duration.ofHours(1)));
        }

        private void run() {
            while (!queue.isSealed()) {
                for (List<PendingWrite> batch : split(queue.take())) {
                    commit(batch);
                }
            }
        }
    }

    private void commit(List<PendingWrite> batch) {
        long begun = System.nanoTime();
        try {
            List<@Nullable StoreException> outcomes =
                    pool.run(
                            WRITE,
                            connection -> {
                                List<@Nullable StoreException> found = new ArrayList<>();
                                store(connection, batch, found);
                                return found;
                            });
            new CommittedBatch(batch, outcomes, begun, observer).settle(null);
        } catch (StoreException e) {
            new CommittedBatch(batch, List.of(), begun, observer).settle(e);
        } catch (Throwable e) {
            // Whatever it is, its callers are told and the next batch is tried.
            StoreException failure = new StoreException("the store's writer failed: " + e, e);
            new CommittedBatch(batch, List.of(), begun, observer).settle(failure);
        }
    }

    /// Stores what can be stored of the batch: where rows are refused, the halves are tried.
    ///
    /// @param outcomes takes for each write why its rows were refused, or null if they are stored
    private void store(
            Connection connection,
            List<PendingWrite> batch,
            List<@Nullable StoreException> outcomes)
            throws SQLException {
        StoreException refusal = null;
        Set<String> stored = Set.of();
        try {
            stored = PostgresBatch.of(batch).store(connection, sender);
        } catch (SQLException e) {
            if (!PostgresErrors.isAboutRows(e)) {
                throw e;
            }
            refusal = errors.refuse(WRITE, e);
        }
        if (refusal != null && batch.size() > 1) {
            int middle = batch.size() / 2;
            store(connection, batch.subList(0, middle), outcomes);
            store(connection, batch.subList(middle, batch.size()), outcomes);
            return;
        }
        for (PendingWrite write : batch) {
            outcomes.add(refusal == null ? staleness(write.change(), stored) : refusal);
        }
    }

    private static @Nullable StoreException staleness(EncodedChange rows, Set<String> stored) {
        return rows.version() == null || stored.contains(rows.threadId())
                ? null
                : new StaleThreadException("another server has written to the thread");
    }

    private static List<List<PendingWrite>> split(List<PendingWrite> writes) {
        List<List<PendingWrite>> batches = new ArrayList<>();
        int start = 0;
        long characters = 0;
        Map<String, EncodedChange> threads = new HashMap<>();
        for (int i = 0; i < writes.size(); i++) {
            EncodedChange rows = writes.get(i).change();
            long length = rows.characters();
            EncodedChange before = threads.put(rows.threadId(), rows);
            boolean full = i - start == MAX_WRITES || characters + length > MAX_CHARACTERS;
            boolean apart = before != null && !PostgresBatch.mayShare(before, rows);
            if (i > start && (full || apart)) {
                batches.add(writes.subList(start, i));
                start = i;
                characters = 0;
                threads.clear();
                threads.put(rows.threadId(), rows);
            }
            characters += length;
        }
        if (start < writes.size()) {
            batches.add(writes.subList(start, writes.size()));
        }
        return batches;
    }
}
