package io.jims.store.connect;

import io.jims.store.postgres.PostgresUrl;
import io.jims.store.sql.DatabaseUrl;
import io.jims.store.sqlite.SqliteUrl;

/// Reads what `--db` names.
public final class DatabaseUrls {
    private DatabaseUrls() {}

    /// Reads one of these:
    ///
    /// - `sqlite:///relative/path.db`, `sqlite:////absolute/path.db`, `jdbc:sqlite:path.db`
    /// - `postgresql://user:password@host:port/database`, which may say `postgres:` or name a
    ///   Python driver, as in `postgresql+asyncpg:`; `jdbc:postgresql://host:port/database?user=…`
    ///
    /// @throws IllegalArgumentException for anything else, saying what is allowed. Its message
    ///   repeats only what cannot hold a password
    public static DatabaseUrl parse(String url) {
        String text = url.strip();
        if (SqliteUrl.matches(text)) {
            return SqliteUrl.parse(text);
        }
        if (PostgresUrl.matches(text)) {
            return PostgresUrl.parse(text);
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
}
