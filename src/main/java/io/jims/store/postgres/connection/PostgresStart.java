package io.jims.store.postgres.connection;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.jims.store.DatabaseState;
import io.jims.store.StoreException;
import io.jims.store.sql.Migrations;
import io.jims.store.sql.StoreOptions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.postgresql.ds.PGSimpleDataSource;

/// Waits for the server, checks that the database is usable, and migrates its tables.
public final class PostgresStart {
    private static final System.Logger LOGGER = System.getLogger(PostgresStart.class.getName());
    private static final String OPEN = "open";
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
    private static final Duration BETWEEN_LOGS = Duration.ofSeconds(10);

    /// Only one of several servers migrates at a time; the number is ours in every database.
    private static final long LOCK = 0x6a696d7377696467L;

    private static final String FACTS =
            """
            SELECT current_setting('server_encoding'), current_setting('fsync'),
                   to_regclass('jims_widget_schema') IS NOT NULL, pg_is_in_recovery(),
                   current_setting('transaction_read_only') = 'on'
            """;

    private static final String CLOCK =
            "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint";

    /// Whether tables can be made, and which of ours this user may not read or write.
    private static final String RIGHTS =
            """
            SELECT has_schema_privilege(current_schema(), 'CREATE'),
                   (SELECT string_agg(relname, ', ' ORDER BY relname) FROM pg_class
                    WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace
                      AND (relname IN ('threads', 'thread_events')
                           OR (relname LIKE 'jims\\_widget\\_%' AND relname <> 'jims_widget_schema'))
                      AND NOT (has_table_privilege(oid, 'SELECT')
                               AND has_table_privilege(oid, 'INSERT')
                               AND has_table_privilege(oid, 'UPDATE')
                               AND has_table_privilege(oid, 'DELETE')))
            """;

    private static final String PROCESS = "SELECT pg_backend_pid()";

    /// Number of times that two connections' server processes are compared: a proxy may have idle
    /// ones.
    private static final int LOOKS = 3;

    /// Another program makes the same tables at the same time: one, object or its row exists.
    private static final Set<String> MADE_BY_ANOTHER = Set.of("42P07", "42710", "23505");

    private static final int TRIES = 3;

    private final PGSimpleDataSource source;
    private final PostgresErrors errors;
    private final StoreOptions options;

    public PostgresStart(PGSimpleDataSource source, PostgresErrors errors, StoreOptions options) {
        this.source = source;
        this.errors = errors;
        this.options = options;
    }

    /// Returns when the database can be used.
    ///
    /// @throws StoreException if it cannot, or not within the wait
    public void await() {
        long start = System.nanoTime();
        Duration nextLog = Duration.ZERO;
        while (true) {
            try {
                prepare();
                return;
            } catch (SQLException e) {
                Duration waited = Duration.ofNanos(System.nanoTime() - start);
                Duration left = options.startWait().minus(waited);
                if (!PostgresErrors.isAboutReach(e)) {
                    throw errors.explain(OPEN, e);
                }
                if (left.isNegative()) {
                    throw notThere(e);
                }
                if (waited.compareTo(nextLog) >= 0) {
                    String reason = errors.explain("reach", e).getMessage();
                    LOGGER.log(
                            INFO, reason + "; waiting " + left.toSeconds() + " s more (--db-wait)");
                    nextLog = waited.plus(BETWEEN_LOGS);
                }
                pause();
            } catch (IllegalStateException e) {
                throw errors.explain(OPEN, String.valueOf(e.getMessage()));
            }
        }
    }

    /// Checks whether a start would succeed now; waits for nothing and changes nothing.
    ///
    /// @throws StoreException if it would not
    public DatabaseState look() {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            boolean migratedBefore = requireFit(statement);
            return new DatabaseState(
                    migratedBefore
                            ? DatabaseState.schema(Migrations.POSTGRESQL.missing(connection))
                            : DatabaseState.NEW,
                    clockAhead(statement),
                    lacking(statement, connection, migratedBefore));
        } catch (SQLException e) {
            throw errors.explain(PostgresErrors.isAboutReach(e) ? "reach" : OPEN, e);
        } catch (IllegalStateException e) {
            throw errors.explain(OPEN, String.valueOf(e.getMessage()));
        }
    }

    private static Duration clockAhead(Statement statement) throws SQLException {
        Instant before = Instant.now();
        try (ResultSet row = statement.executeQuery(CLOCK)) {
            row.next();
            Duration asked = Duration.between(before, Instant.now());
            Instant between = before.plus(asked.dividedBy(2));
            return Duration.between(between, Instant.ofEpochMilli(row.getLong(1)));
        }
    }

    private static String lacking(
            Statement statement, Connection connection, boolean migratedBefore)
            throws SQLException {
        boolean completes = !migratedBefore || !Migrations.POSTGRESQL.isComplete(connection);
        try (ResultSet row = statement.executeQuery(RIGHTS)) {
            row.next();
            String tables = row.getString(2);
            if (tables != null) {
                return "on " + tables + "; " + PostgresErrors.GRANT;
            }
            return completes && !row.getBoolean(1)
                    ? "CREATE on the schema; " + PostgresErrors.GRANT
                    : "";
        }
    }

    private StoreException notThere(SQLException cause) {
        StoreException reason = errors.explain("reach", cause);
        return new StoreException(
                reason.getMessage()
                        + "; waited "
                        + options.startWait().toSeconds()
                        + " s (--db-wait)",
                cause);
    }

    private void prepare() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            boolean migratedBefore = requireFit(statement);
            if (!migratedBefore || !Migrations.POSTGRESQL.isComplete(connection)) {
                migrate(connection);
            }
        }
    }

    /// Returns whether the database has been migrated before, if it is fit for use.
    private boolean requireFit(Statement statement) throws SQLException {
        statement.execute(PostgresSource.session(options.timeout()));
        boolean migratedBefore;
        try (ResultSet row = statement.executeQuery(FACTS)) {
            row.next();
            requireUtf8(row.getString(1));
            warnWithoutFsync(row.getString(2));
            migratedBefore = row.getBoolean(3);
            requireWritable(row.getBoolean(4), row.getBoolean(5));
        }
        requireSessions(statement);
        return migratedBefore;
    }

    private void migrate(Connection connection) throws SQLException {
        Duration patience = options.startWait().plus(options.timeout());
        int timeout = Math.toIntExact(Math.min(patience.toMillis(), Integer.MAX_VALUE / 2));
        connection.setNetworkTimeout(Runnable::run, timeout + 1_000);
        for (int tries = 1; ; tries++) {
            try {
                Migrations.POSTGRESQL.run(connection, begin(timeout));
                return;
            } catch (SQLException e) {
                if (tries == TRIES || !MADE_BY_ANOTHER.contains(String.valueOf(e.getSQLState()))) {
                    throw e;
                }
            }
        }
    }

    private static String begin(int timeout) {
        return """
        BEGIN;
        SET LOCAL statement_timeout = %d;
        SELECT pg_advisory_xact_lock(%d)
        """
                .formatted(timeout, LOCK);
    }

    private void requireUtf8(String encoding) {
        if (!encoding.equals("UTF8")) {
            throw errors.explain(
                    OPEN,
                    "its encoding is "
                            + encoding
                            + ", which cannot keep all that visitors write; make one with"
                            + " ENCODING 'UTF8' TEMPLATE template0");
        }
    }

    private void requireWritable(boolean isStandby, boolean isReadOnly) {
        if (isStandby) {
            throw errors.explain(
                    OPEN, "the server is a read-only replica; name the primary, or all of them");
        }
        if (isReadOnly) {
            throw errors.explain(
                    OPEN,
                    "the server or this user's session is read-only"
                            + " (default_transaction_read_only); name the primary, or let it write");
        }
    }

    /// Two open connections are two server processes, unless a proxy pools by transaction: then
    /// neither prepared statements nor the sessions for claims and notifications would survive a
    /// transaction.
    private void requireSessions(Statement one) throws SQLException {
        try (Connection second = source.getConnection();
                Statement other = second.createStatement()) {
            for (int look = 0; look < LOOKS; look++) {
                if (process(one) == process(other)) {
                    throw errors.explain(
                            OPEN,
                            "a proxy shares the server's sessions out by transaction, as PgBouncer"
                                    + " does with pool_mode = transaction; name the server itself, or"
                                    + " let the proxy use pool_mode = session");
                }
            }
        }
    }

    private static int process(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(PROCESS)) {
            row.next();
            return row.getInt(1);
        }
    }

    private void warnWithoutFsync(String fsync) {
        if (!fsync.equals("on")) {
            LOGGER.log(
                    WARNING,
                    "the server of "
                            + errors.url()
                            + " has fsync off: acknowledged messages are lost when it loses power");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_TRIES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while waiting for the database", e);
        }
    }
}
