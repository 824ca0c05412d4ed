package io.jims.store.sqlite;

import io.jims.store.StoreException;
import io.jims.store.commit.UninterruptibleWait;
import io.jims.store.sql.Reader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The few platform threads that read, each with a connection of its own. Virtual threads wait for
/// them, since one inside SQLite would hold its carrier.
///
/// [#read] may be called by all threads.
final class SqliteReaders implements Reader, AutoCloseable {
    private static final String READ = "read";

    private final List<Connection> connections;
    private final BlockingQueue<Connection> idle;
    private final SqliteErrors errors;
    private final Semaphore room;
    private final ExecutorService threads;

    /// @param connections one a thread; closed with this
    /// @param waitingReads how many callers may wait in the queue
    SqliteReaders(List<Connection> connections, SqliteErrors errors, int waitingReads) {
        this.connections = List.copyOf(connections);
        this.idle = new ArrayBlockingQueue<>(connections.size(), false, connections);
        this.errors = errors;
        this.room = new Semaphore(waitingReads + connections.size());
        this.threads =
                Executors.newFixedThreadPool(
                        connections.size(),
                        Thread.ofPlatform().name("jims-store-reader-", 1).daemon().factory());
    }

    @Override
    public <T> T read(Query<T> query) {
        try {
            room.acquire();
            try {
                return submit(query).get();
            } finally {
                room.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while waiting for a read", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SQLException error
                    ? errors.explain(READ, error)
                    : errors.explain(READ, String.valueOf(e.getCause()));
        }
    }

    /// Lets the reads under way end.
    @Override
    public void close() {
        threads.shutdown();
        UninterruptibleWait.until(() -> threads.awaitTermination(1, TimeUnit.HOURS));
        for (Connection connection : connections) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw errors.explain("close", e);
            }
        }
    }

    private <T> Future<T> submit(Query<T> query) {
        try {
            return threads.submit(() -> {
                Connection connection = idle.take();
                try {
                    return query.run(connection);
                } finally {
                    idle.add(connection);
                }
            });
        } catch (RejectedExecutionException e) {
            throw errors.explain(READ, "it is closed");
        }
    }
}
