package io.jims.bench;

import io.jims.core.Uuid7;
import io.jims.store.connect.DatabaseUrl;
import io.jims.store.postgres.connection.PostgresSource;
import io.jims.store.sql.StoreOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;

/// Writes threads straight into the tables that we share with the Python JIMS, beside a server that
/// runs. Filling them message by message would take longer than the measurement.
abstract sealed class ThreadFiller {
    static ThreadFiller ofSqlite(Path database) {
        return new Sqlite(database);
    }

    /// @param url as `--db` takes it
    static ThreadFiller ofPostgres(String url) {
        return new Postgres(((DatabaseUrl.Postgres) DatabaseUrl.parse(url)));
    }

    /// Writes a thread of so many events, question and answer by turns, which ended a minute ago.
    ///
    /// @param characters of each
    final UUID fill(String contact, int events, int characters) throws SQLException {
        UUID thread = Uuid7.next();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate(threadSql().formatted(id(thread), contact));
            statement.executeUpdate(eventsSql().formatted(events, id(thread), events, characters));
            connection.commit();
        }
        return thread;
    }

    abstract Connection connect() throws SQLException;

    abstract String id(UUID thread);

    /// With the thread's id and the contact to be filled in.
    abstract String threadSql();

    /// With the number of events, the thread's id, the number again and the length of each.
    abstract String eventsSql();

    private static final class Sqlite extends ThreadFiller {
        private final Path database;

        Sqlite(Path database) {
            this.database = database;
        }

        @Override
        Connection connect() throws SQLException {
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA busy_timeout = 10000");
            }
            return connection;
        }

        @Override
        String id(UUID thread) {
            return Uuid7.compact(thread);
        }

        @Override
        String threadSql() {
            return """
            INSERT INTO threads (thread_id, contact_id, created_at, thread_config)
            VALUES ('%s', '%s', '2026-01-01 00:00:00.000000', '{"interface":"widget"}')
            """;
        }

        @Override
        String eventsSql() {
            return """
            WITH RECURSIVE given (number) AS
                (SELECT 1 UNION ALL SELECT number + 1 FROM given WHERE number < %s)
            INSERT INTO thread_events
                (thread_id, event_id, created_at, event_type, event_domain, event_name, event_data)
            SELECT '%s', lower(hex(randomblob(16))),
                strftime('%%Y-%%m-%%d %%H:%%M:%%S', 'now', '-1 minutes', (number - %s) || ' seconds')
                    || '.000000',
                'comm.' || role || '_message', 'comm', role || '_message',
                json_object('role', role, 'content', printf('%%-*d', %s, number))
            FROM (SELECT number, iif(number %% 2, 'user', 'assistant') AS role FROM given)
            """;
        }
    }

    private static final class Postgres extends ThreadFiller {
        private static final StoreOptions PATIENT =
                new StoreOptions(2, Duration.ofMinutes(2), Duration.ZERO);

        private final DatabaseUrl.Postgres database;

        Postgres(DatabaseUrl.Postgres database) {
            this.database = database;
        }

        @Override
        Connection connect() throws SQLException {
            return PostgresSource.of(database.url(), PATIENT).getConnection();
        }

        @Override
        String id(UUID thread) {
            return thread.toString();
        }

        @Override
        String threadSql() {
            return """
            INSERT INTO threads (thread_id, contact_id, created_at, thread_config)
            VALUES ('%s', '%s', '2026-01-01', '{"interface":"widget"}')
            """;
        }

        @Override
        String eventsSql() {
            return """
            WITH given AS
                (SELECT number, CASE number %% 2 WHEN 1 THEN 'user' ELSE 'assistant' END AS role
                 FROM generate_series(1, %s) AS series (number))
            INSERT INTO thread_events
                (thread_id, event_id, created_at, event_type, event_domain, event_name, event_data)
            SELECT '%s', gen_random_uuid(),
                timezone('utc', now()) - interval '1 minute' + (number - %s) * interval '1 second',
                'comm.' || role || '_message', 'comm', role || '_message',
                json_build_object('role', role, 'content', rpad(number::text, %s))
            FROM given
            """;
        }
    }
}
