package io.jims.store.postgres.connection;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.jims.store.sql.Reader.Query;
import io.jims.store.sql.StoreOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/// The connection pool of a store, and whether the server is reachable. While it is not, every call
/// fails at once, and one thread waits for it. Safe for all threads.
public final class PostgresPool implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(PostgresPool.class.getName());
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);
    private static final Duration KEEP_ALIVE = Duration.ofMinutes(2);

    private final HikariDataSource connections;
    private final PostgresErrors errors;
    private final Duration timeout;

    /// Why no connection can be had, if so.
    private final AtomicReference<@Nullable SQLException> outage = new AtomicReference<>();

    public PostgresPool(PGSimpleDataSource source, PostgresErrors errors, StoreOptions options) {
        this.errors = errors;
        this.timeout = options.timeout();
        HikariConfig config = new HikariConfig();
        config.setPoolName("jims-store");
        config.setDataSource(source);
        config.setMaximumPoolSize(options.connections());
        config.setConnectionTimeout(timeout.toMillis());
        config.setValidationTimeout(Math.min(timeout.toMillis(), 1_000));
        config.setKeepaliveTime(KEEP_ALIVE.toMillis());
        config.setInitializationFailTimeout(-1);
        config.setConnectionInitSql(PostgresSource.session(timeout));
        this.connections = new HikariDataSource(config);
    }

    /// Runs the work on a connection; again, on another one, if the connection is lost or another
    /// transaction was in the way. So the work may have been done before, unseen, and doing it
    /// again must be harmless.
    ///
    /// @param action what fails if it does: see [io.jims.store.sql.StoreErrors#explain(String,
    ///   String)]
    /// @throws io.jims.store.StoreException if it was not done, or is not known to be, within about
    ///   twice the timeout
    public <T> T run(String action, Query<T> work) {
        long start = System.nanoTime();
        while (true) {
            try (Connection connection = take()) {
                return work.run(connection);
            } catch (SQLException e) {
                boolean late = System.nanoTime() - start >= timeout.toNanos();
                if (late || outage.get() != null || !isPassing(e)) {
                    throw errors.explain(action, e);
                }
            }
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
    }

    /// Runs the work on a connection, once.
    ///
    /// @throws io.jims.store.StoreException if it was not done, or is not known to be
    public <T> T runOnce(String action, Query<T> work) {
        try (Connection connection = take()) {
            return work.run(connection);
        } catch (SQLException e) {
            throw errors.explain(action, e);
        }
    }

    /// Closes the connections, those in use as well.
    @Override
    public void close() {
        connections.close();
    }

    private static boolean isPassing(SQLException error) {
        return PostgresErrors.isAboutReach(error) || PostgresErrors.isAboutOthers(error);
    }

    private Connection take() throws SQLException {
        SQLException known = outage.get();
        if (known != null) {
            throw known;
        }
        try {
            return connections.getConnection();
        } catch (SQLTransientConnectionException e) {
            SQLException cause = e.getCause() instanceof SQLException reason ? reason : e;
            if (!connections.isClosed() && outage.compareAndSet(null, cause)) {
                LOGGER.log(WARNING, errors.explain("reach", cause).getMessage());
                Thread.ofVirtual().name("jims-store-prober").start(this::awaitReturn);
            }
            throw cause;
        }
    }

    private void awaitReturn() {
        while (!connections.isClosed()) {
            try (Connection connection = connections.getConnection()) {
                if (connection.isValid(Math.toIntExact(Math.max(1, timeout.toSeconds())))) {
                    outage.set(null);
                    LOGGER.log(INFO, "the database " + errors.url() + " is back");
                    return;
                }
            } catch (SQLException e) {
                outage.set(e.getCause() instanceof SQLException reason ? reason : e);
            } catch (RuntimeException e) { // without this thread nobody would see the return
                LOGGER.log(ERROR, "the database was not asked whether it is back", e);
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
        }
    }
}
