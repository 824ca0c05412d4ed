package io.jims.store.connect;

import io.jims.observe.StoreObserver;
import io.jims.store.ThreadArchive;
import io.jims.store.postgres.PostgresThreadStore;
import io.jims.store.sql.SqlThreadStore;
import io.jims.store.sql.StoreOptions;
import io.jims.store.sqlite.SqliteOptions;
import io.jims.store.sqlite.SqliteThreadStore;
import io.jims.store.sqlite.SqliteUrl;

/// Opens the store that `--db` names.
public final class ThreadStores {
    private ThreadStores() {}

    /// Opens the database with the bounds that a server uses by default.
    ///
    /// @throws IllegalArgumentException see [#open(String, StoreOptions)]
    /// @throws io.jims.store.StoreException see [#open(String, StoreOptions)]
    public static SqlThreadStore open(String url) {
        return open(url, StoreOptions.DEFAULT);
    }

    /// Opens the database; nobody hears of its commits.
    ///
    /// @throws IllegalArgumentException see [#open(String, StoreOptions, StoreObserver)]
    /// @throws io.jims.store.StoreException see [#open(String, StoreOptions, StoreObserver)]
    public static SqlThreadStore open(String url, StoreOptions options) {
        return open(url, options, StoreObserver.NONE);
    }

    /// Opens the database, making or completing its tables.
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

    /// Opens a database that a server has used before, which may be running.
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
}
