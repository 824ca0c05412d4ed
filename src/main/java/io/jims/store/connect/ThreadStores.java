package io.jims.store.connect;

import io.jims.observe.StoreObserver;
import io.jims.store.DatabaseState;
import io.jims.store.archive.ArchiveTotals;
import io.jims.store.archive.ThreadArchive;
import io.jims.store.copy.CopyEnd;
import io.jims.store.copy.DatabaseCopy;
import io.jims.store.postgres.PostgresCopyEnd;
import io.jims.store.postgres.PostgresThreadStore;
import io.jims.store.postgres.connection.PostgresErrors;
import io.jims.store.postgres.connection.PostgresSource;
import io.jims.store.postgres.connection.PostgresStart;
import io.jims.store.sql.SqlThreadStore;
import io.jims.store.sql.StoreOptions;
import io.jims.store.sqlite.SqliteBackup;
import io.jims.store.sqlite.SqliteCopyEnd;
import io.jims.store.sqlite.SqliteOptions;
import io.jims.store.sqlite.SqliteThreadStore;
import io.jims.store.sqlite.SqliteUrl;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/// Opens the database that `--db` names.
public final class ThreadStores {
    private ThreadStores() {}

    /// Opens the database with the default bounds.
    ///
    /// @throws IllegalArgumentException see [#open(String, StoreOptions)]
    /// @throws io.jims.store.StoreException see [#open(String, StoreOptions)]
    public static SqlThreadStore open(String url) {
        return open(url, StoreOptions.DEFAULT);
    }

    /// Opens the database, without an observer.
    ///
    /// @throws IllegalArgumentException see [#open(String, StoreOptions, StoreObserver)]
    /// @throws io.jims.store.StoreException see [#open(String, StoreOptions, StoreObserver)]
    public static SqlThreadStore open(String url, StoreOptions options) {
        return open(url, options, StoreObserver.NONE);
    }

    /// Opens the database, and creates or migrates its tables.
    ///
    /// @param url see [DatabaseUrl#parse]
    /// @throws IllegalArgumentException if it names no database of a supported kind
    /// @throws io.jims.store.StoreException if the database cannot be used
    public static SqlThreadStore open(String url, StoreOptions options, StoreObserver observer) {
        return switch (DatabaseUrl.parse(url)) {
            case DatabaseUrl.Sqlite(SqliteUrl(var file)) ->
                    SqliteThreadStore.open(file, SqliteOptions.DEFAULT, observer);
            case DatabaseUrl.Postgres(var server) ->
                    PostgresThreadStore.open(server, options, observer);
        };
    }

    /// Opens a database that a server has used before, and may be using now.
    ///
    /// @throws IllegalArgumentException see [#open(String, StoreOptions)]
    /// @throws io.jims.store.StoreException see [#open(String, StoreOptions)], and if there is no
    ///   such SQLite file
    public static ThreadArchive openArchive(String url, StoreOptions options) {
        return switch (DatabaseUrl.parse(url)) {
            case DatabaseUrl.Sqlite(SqliteUrl(var file)) ->
                    SqliteThreadStore.openBeside(file, SqliteOptions.DEFAULT);
            case DatabaseUrl.Postgres(var server) ->
                    PostgresThreadStore.open(server, options, StoreObserver.NONE);
        };
    }

    /// Checks whether [#open] would succeed now; waits for nothing and changes nothing.
    ///
    /// @throws IllegalArgumentException see [#open(String, StoreOptions)]
    /// @throws io.jims.store.StoreException if the database cannot be used
    public static DatabaseState look(String url, StoreOptions options) {
        return switch (DatabaseUrl.parse(url)) {
            case DatabaseUrl.Sqlite(SqliteUrl(var file)) ->
                    SqliteThreadStore.look(file, SqliteOptions.DEFAULT);
            case DatabaseUrl.Postgres(var server) ->
                    new PostgresStart(
                                    PostgresSource.of(server, options),
                                    new PostgresErrors(server, options.timeout()),
                                    options)
                            .look();
        };
    }

    /// Copies a whole database into an empty one, of the same kind or the other; resumes an
    /// interrupted copy.
    ///
    /// @param progress called from time to time with the number of threads done
    /// @return the size of the copy
    /// @throws IllegalArgumentException see [#open(String, StoreOptions)], and if both are the same
    /// @throws io.jims.store.StoreException if one of them cannot be used, a server uses it, or the
    ///   copy is not what was to be copied
    public static ArchiveTotals copy(String from, String to, LongConsumer progress) {
        DatabaseUrl source = DatabaseUrl.parse(from);
        DatabaseUrl target = DatabaseUrl.parse(to);
        if (source.equals(target)) {
            throw new IllegalArgumentException("--from and --to name the same database");
        }
        if (source instanceof DatabaseUrl.Sqlite(SqliteUrl(var file))) {
            SqliteCopyEnd.requireMade(file);
        }
        open(from).close(); // makes its tables complete, and refuses what a server cannot use
        open(to).close();
        try (CopyEnd one = end(source);
                CopyEnd other = end(target)) {
            return new DatabaseCopy(one, other, progress).run();
        }
    }

    private static CopyEnd end(DatabaseUrl url) {
        return switch (url) {
            case DatabaseUrl.Sqlite(SqliteUrl(var file)) -> SqliteCopyEnd.open(file);
            case DatabaseUrl.Postgres(var server) -> PostgresCopyEnd.open(server);
        };
    }

    /// Copies a SQLite database into a file, even while a server uses it.
    ///
    /// @param target must not exist
    /// @throws IllegalArgumentException if it is no SQLite database
    /// @throws io.jims.store.StoreException if it cannot be read, or the copy not be written
    public static void backUp(String url, Path target) {
        switch (DatabaseUrl.parse(url)) {
            case DatabaseUrl.Sqlite(SqliteUrl(var file)) -> SqliteBackup.run(file, target);
            case DatabaseUrl.Postgres _ ->
                    throw new IllegalArgumentException(
                            "--db: a PostgreSQL database is backed up by pg_dump");
        }
    }
}
