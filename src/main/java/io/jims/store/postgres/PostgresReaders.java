package io.jims.store.postgres;

import io.jims.store.StoreException;
import io.jims.store.commit.UninterruptibleWait;
import io.jims.store.postgres.connection.PostgresPool;
import io.jims.store.sql.Reader;
import io.jims.store.sql.StoreErrors;
import io.jims.store.sql.StoreOptions;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Reads on a part of the pool's connections, so that writers find theirs free. Safe for all
/// threads.
///
/// Each read has a virtual thread of its own: an interrupt during a read would close its
/// connection, and callers are interrupted often.
final class PostgresReaders implements Reader, AutoCloseable {
    private static final String READ = "read";

    private final PostgresPool pool;
    private final StoreErrors errors;
    private final StoreOptions options;
    private final Semaphore room;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("jims-store-reader-", 1).factory());

    PostgresReaders(PostgresPool pool, StoreErrors errors, StoreOptions options) {
        this.pool = pool;
        this.errors = errors;
        this.options = options;
        this.room = new Semaphore(options.readers());
    }

    @Override
    public <T> T read(Query<T> query) {
        try {
            if (!room.tryAcquire(options.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw errors.explain(READ, "all its connections are busy; raise --db-pool");
            }
            return submit(query).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while waiting for a read", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StoreException known
                    ? new StoreException(String.valueOf(known.getMessage()), known)
                    : errors.explain(READ, String.valueOf(e.getCause()));
        }
    }

    /// Lets the reads under way end.
    @Override
    public void close() {
        threads.shutdown();
        UninterruptibleWait.until(() -> threads.awaitTermination(1, TimeUnit.HOURS));
    }

    private <T> Future<T> submit(Query<T> query) {
        try {
            return threads.submit(() -> {
                try {
                    return pool.run(READ, query);
                } finally {
                    room.release();
                }
            });
        } catch (RejectedExecutionException e) {
            room.release();
            throw errors.explain(READ, "it is closed");
        }
    }
}
