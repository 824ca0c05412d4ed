package io.jims.store.connect;

import io.jims.store.postgres.connection.PostgresUrl;
import io.jims.store.sqlite.SqliteUrl;

/// The URL that `--db` names. Its `toString` is for logs: it shows no password.
public sealed interface DatabaseUrl {
    /// Parses one of these:
    ///
    /// - `sqlite:///relative/path.db`, `sqlite:////absolute/path.db`, `jdbc:sqlite:path.db`
    /// - `postgresql://user:password@host:port/database`, which may say `postgres:` or name a
    ///   Python driver, as in `postgresql+asyncpg:`; `jdbc:postgresql://host:port/database?user=…`
    ///
    /// @throws IllegalArgumentException for anything else, saying what is allowed. Its message
    ///   repeats only what cannot hold a password
    static DatabaseUrl parse(String url) {
        String text = url.strip();
        if (SqliteUrl.matches(text)) {
            return new Sqlite(SqliteUrl.parse(text));
        }
        if (PostgresUrl.matches(text)) {
            return new Postgres(PostgresUrl.parse(text));
        }
        throw new IllegalArgumentException(
                "--db: "
                        + kind(text)
                        + " is no database that it knows; give "
                        + SqliteUrl.FORMS
                        + ", or "
                        + PostgresUrl.FORM);
    }

    private static String kind(String url) {
        String scheme = url.substring(0, Math.max(0, url.indexOf(':')));
        return scheme.matches("[a-z][a-z0-9+]{0,30}")
                ? "'" + scheme + ":'"
                : "a value without a scheme";
    }

    /// A SQLite file.
    record Sqlite(SqliteUrl url) implements DatabaseUrl {
        @Override
        public String toString() {
            return url.toString();
        }
    }

    /// A PostgreSQL database.
    record Postgres(PostgresUrl url) implements DatabaseUrl {
        @Override
        public String toString() {
            return url.toString();
        }
    }
}
