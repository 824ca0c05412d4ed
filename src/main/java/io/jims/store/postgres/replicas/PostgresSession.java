package io.jims.store.postgres.replicas;

import static java.lang.System.Logger.Level.ERROR;

import io.jims.store.commit.UninterruptibleWait;
import io.jims.store.postgres.connection.PostgresSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/// A dedicated connection of one thread, opened again when it is lost.
final class PostgresSession {
    private static final System.Logger LOGGER = System.getLogger(PostgresSession.class.getName());
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);

    /// The server ends a session whose client is gone without a word within half a minute.
    private static final String KEEP_ALIVE =
            """
            SELECT set_config('tcp_keepalives_idle', '10', false),
                   set_config('tcp_keepalives_interval', '5', false),
                   set_config('tcp_keepalives_count', '3', false)
            """;

    private final String name;
    private final PGSimpleDataSource source;
    private final Duration timeout;
    private final Work work;
    private volatile boolean closed;
    private volatile @Nullable Thread thread;

    /// @param name of the thread
    /// @param work see [Work#run]
    PostgresSession(String name, PGSimpleDataSource source, Duration timeout, Work work) {
        this.name = name;
        this.source = source;
        this.timeout = timeout;
        this.work = work;
    }

    void start() {
        thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    boolean isClosed() {
        return closed;
    }

    /// Ends the work, which must check [#isClosed] regularly.
    ///
    /// @param wake makes the work check
    void close(Runnable wake) {
        closed = true;
        wake.run();
        Thread started = thread;
        if (started != null) {
            LockSupport.unpark(started);
            UninterruptibleWait.until(() -> started.join(timeout.plusSeconds(2)));
        }
    }

    private void run() {
        while (!closed) {
            try (Connection connection = source.getConnection()) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(PostgresSource.session(timeout));
                    statement.execute(KEEP_ALIVE);
                }
                work.run(connection);
            } catch (SQLException e) {
                work.onLost(e);
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            } catch (RuntimeException e) { // a defect must not end what others rely on
                LOGGER.log(ERROR, "the thread " + name + " failed and begins again", e);
                work.onLost(new SQLException(e));
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
        }
    }

    /// What is done with the connection.
    interface Work {
        /// Called with each new connection; returns when the session is closed.
        void run(Connection connection) throws SQLException;

        /// The connection is lost, or none could be had.
        void onLost(SQLException reason);
    }
}
