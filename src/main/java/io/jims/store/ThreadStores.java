package io.jims.store;

import io.jims.core.StoreObserver;
import io.jims.core.ThreadArchive;

/// Opens the store that `--db` names.
public final class ThreadStores {
    private ThreadStores() {}

    /// Opens the database with the bounds that a server uses by default.
    ///
    /// @throws IllegalArgumentException see [#open(String, StoreOptions)]
    /// @throws io.jims.core.StoreException see [#open(String, StoreOptions)]
    public static SqlThreadStore open(String url) {
        return open(url, StoreOptions.DEFAULT);
    }

    /// Opens the database; nobody hears of its commits.
    ///
    /// @throws IllegalArgumentException see [#open(String, StoreOptions, StoreObserver)]
    /// @throws io.jims.core.StoreException see [#open(String, StoreOptions, StoreObserver)]
    public static SqlThreadStore open(String url, StoreOptions options) {
        return open(url, options, StoreObserver.NONE);
    }

    /// Opens the database, making or completing its tables.
    ///
    /// @param url see [DatabaseUrl#parse]
    /// @throws IllegalArgumentException if it names no database of a supported kind
    /// @throws io.jims.core.StoreException if the database cannot be used
    public static SqlThreadStore open(String url, StoreOptions options, StoreObserver observer) {
        return switch (DatabaseUrl.parse(url)) {
            case SqliteUrl(var file) ->
                    SqliteThreadStore.open(file, SqliteOptions.DEFAULT, observer);
            case PostgresUrl postgres -> PostgresThreadStore.open(postgres, options, observer);
        };
    }

    /// Opens a database that a server has used before, which may be running.
    ///
    /// @throws IllegalArgumentException see [#open(String, StoreOptions)]
    /// @throws io.jims.core.StoreException see [#open(String, StoreOptions)], and if there is no
    ///   such SQLite file
    public static ThreadArchive openArchive(String url, StoreOptions options) {
        if (DatabaseUrl.parse(url) instanceof SqliteUrl(var file)) {
            new SqliteFile(file, SqliteOptions.DEFAULT).requireMade();
        }
        return open(url, options);
    }
}
