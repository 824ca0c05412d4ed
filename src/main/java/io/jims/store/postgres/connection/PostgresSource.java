package io.jims.store.postgres.connection;

import io.jims.store.sql.StoreOptions;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/// Opens connections to a PostgreSQL database, for a pool or a start.
public final class PostgresSource {
    private PostgresSource() {}

    /// Unpooled connections. A server that falls silent is noticed a second after the statement
    /// should have ended.
    public static PGSimpleDataSource of(PostgresUrl url, StoreOptions options) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(
                url.hosts().stream().map(PostgresUrl.Host::name).toArray(String[]::new));
        source.setPortNumbers(url.hosts().stream().mapToInt(PostgresUrl.Host::port).toArray());
        source.setDatabaseName(url.database());
        source.setUser(url.user());
        source.setPassword(url.password());
        source.setApplicationName("jims-widget");
        source.setTcpKeepAlive(true);
        source.setConnectTimeout(seconds(options.timeout()));
        source.setLoginTimeout(seconds(options.timeout()));
        source.setSocketTimeout(seconds(options.timeout()) + 1);
        if (url.hosts().size() > 1) {
            source.setTargetServerType("primary");
        }
        url.parameters().forEach((name, value) -> set(source, name, value));
        return source;
    }

    /// The SQL that a new connection begins with: a statement ends in time, and a commit returns
    /// when it is on disk (or on the standby's, where the server waits for that).
    public static String session(Duration timeout) {
        return """
        SELECT set_config('statement_timeout', '%d', false),
               set_config(
                   'synchronous_commit',
                   CASE current_setting('synchronous_commit')
                       WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END,
                   false)
        """
                .formatted(timeout.toMillis());
    }

    private static void set(PGSimpleDataSource source, String name, String value) {
        try {
            source.setProperty(name, value);
        } catch (SQLException e) {
            throw PostgresUrlForm.refused(
                    "the parameter " + name + " has a value that is not allowed");
        }
    }

    private static int seconds(Duration duration) {
        return Math.toIntExact((duration.toMillis() + 999) / 1_000);
    }
}
