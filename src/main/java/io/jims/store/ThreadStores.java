package io.jims.store;

import io.jims.core.ThreadStore;

/// Opens the store that `--db` names.
public final class ThreadStores {
    private ThreadStores() {}

    /// Opens the database, making or completing its tables.
    ///
    /// @param url see [DatabaseUrl#parse]
    /// @throws IllegalArgumentException if it names no database of a supported kind
    /// @throws io.jims.core.StoreException if the database cannot be used
    public static ThreadStore open(String url) {
        return SqliteThreadStore.open(DatabaseUrl.parse(url).file());
    }
}
