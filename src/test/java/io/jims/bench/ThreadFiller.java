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
    static final int EVENTS_OF_MANY = 20;

    /// Of thread `n` and event `e`: one word in all questions, one in few, one in a single one.
    private static final String QUESTION =
            "'Where is my parcel, please? It is order' || (n * 20 + e) || ' with article'"
                    + " || ((n * 7 + e) %% 9973) || ', and it should have been here last week.'";

    private static final String ANSWER =
            "'Your **parcel** is with the carrier at depot' || ((n + e) %% 503) || '; it comes'"
                    + " || ' on the next working day, between nine and noon.'";

    private static final String COST =
            """
            {"technical_info":{"model_used":"m1","duration_ms":1200,"model_stats":{"m1":\
            {"requests_count":1,"prompt_tokens":1000,"completion_tokens":100}}}}\
            """;

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

    /// Writes so many threads of [#EVENTS_OF_MANY] events each, which began one after the other in
    /// the last 29 days: questions and answers with words, what they cost, and a rating.
    final void fillMany(int threads) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            int seconds = 29 * 24 * 3_600 / threads;
            statement.executeUpdate(manyThreadsSql().formatted(threads, seconds, threads));
            statement.executeUpdate(
                    manyEventsSql().formatted(threads, EVENTS_OF_MANY - 1, seconds, threads));
            connection.commit();
        }
    }

    abstract Connection connect() throws SQLException;

    abstract String id(UUID thread);

    /// With the thread's id and the contact to be filled in.
    abstract String threadSql();

    /// With the number of events, the thread's id, the number again and the length of each.
    abstract String eventsSql();

    /// With the number of threads, the seconds between two, and the number again.
    abstract String manyThreadsSql();

    /// With the number of threads, that of the last event, the seconds, and the threads again.
    abstract String manyEventsSql();

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

        @Override
        String manyThreadsSql() {
            return """
            WITH RECURSIVE given (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM given WHERE n < %s)
            INSERT INTO threads (thread_id, contact_id, created_at, thread_config)
            SELECT printf('%%032x', n), 'contact-' || n,
                strftime('%%Y-%%m-%%d %%H:%%M:%%S', 'now', '-1 hours', ((n - %3$s) * %2$s) || ' seconds')
                    || '.000000',
                '{"interface":"widget"}'
            FROM given
            """;
        }

        @Override
        String manyEventsSql() {
            return """
            WITH RECURSIVE
            threads_ (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM threads_ WHERE n < %s),
            events_ (e) AS (SELECT 0 UNION ALL SELECT e + 1 FROM events_ WHERE e < %s),
            typed AS (SELECT n, e, CASE
                    WHEN e = 0 THEN 'jims.lifecycle.thread_created'
                    WHEN e = 19 THEN 'jims.widget.feedback'
                    WHEN e %% 3 = 1 THEN 'comm.user_message'
                    WHEN e %% 3 = 2 THEN 'comm.assistant_message'
                    ELSE 'rag.query_processed' END AS type
                FROM threads_ CROSS JOIN events_)
            INSERT INTO thread_events
                (thread_id, event_id, created_at, event_type, event_domain, event_name, event_data)
            SELECT printf('%%032x', n), printf('%%016x%%016x', n, e + 1),
                strftime('%%Y-%%m-%%d %%H:%%M:%%S', 'now', '-1 hours',
                    ((n - %4$s) * %3$s + e) || ' seconds') || '.000000',
                type, substr(type, 1, instr(type, '.') - 1), substr(type, instr(type, '.') + 1),
                CASE e %% 3
                WHEN 1 THEN json_object('role', 'user', 'content', @QUESTION@, 'event_id',
                    printf('%%08x-0000-0000-0000-%%012x', 0, 3), 'rating', iif(n %% 5, 'up', 'down'))
                WHEN 2 THEN json_object('role', 'assistant', 'content', @ANSWER@)
                ELSE @COST@ END
            FROM typed
            """
                    .replace("@QUESTION@", QUESTION)
                    .replace("@ANSWER@", ANSWER)
                    .replace("@COST@", "'" + COST + "'");
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

        @Override
        String manyThreadsSql() {
            return """
            INSERT INTO threads (thread_id, contact_id, created_at, thread_config)
            SELECT lpad(to_hex(n), 32, '0')::uuid, 'contact-' || n,
                timezone('utc', now()) - interval '1 hour' + (n - %3$s) * %2$s * interval '1 second',
                '{"interface":"widget"}'
            FROM generate_series(1, %1$s) AS given (n)
            """;
        }

        @Override
        String manyEventsSql() {
            return """
            WITH typed AS (SELECT n, e, CASE
                    WHEN e = 0 THEN 'jims.lifecycle.thread_created'
                    WHEN e = 19 THEN 'jims.widget.feedback'
                    WHEN e %% 3 = 1 THEN 'comm.user_message'
                    WHEN e %% 3 = 2 THEN 'comm.assistant_message'
                    ELSE 'rag.query_processed' END AS type
                FROM generate_series(1, %1$s) AS one (n) CROSS JOIN generate_series(0, %2$s) AS two (e))
            INSERT INTO thread_events
                (thread_id, event_id, created_at, event_type, event_domain, event_name, event_data)
            SELECT lpad(to_hex(n), 32, '0')::uuid,
                (lpad(to_hex(n), 16, '0') || lpad(to_hex(e + 1), 16, '0'))::uuid,
                timezone('utc', now()) - interval '1 hour'
                    + ((n - %4$s) * %3$s + e) * interval '1 second',
                type, split_part(type, '.', 1), substr(type, strpos(type, '.') + 1),
                CASE e %% 3
                WHEN 1 THEN json_build_object('role', 'user', 'content', @QUESTION@, 'event_id',
                    '00000000-0000-0000-0000-000000000003',
                    'rating', CASE n %% 5 WHEN 0 THEN 'down' ELSE 'up' END)
                WHEN 2 THEN json_build_object('role', 'assistant', 'content', @ANSWER@)
                ELSE @COST@::json END
            FROM typed
            """
                    .replace("@QUESTION@", QUESTION)
                    .replace("@ANSWER@", ANSWER)
                    .replace("@COST@", "'" + COST + "'");
        }
    }
}
