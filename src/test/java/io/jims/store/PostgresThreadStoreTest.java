package io.jims.store;

import io.jims.core.ThreadStore;

class PostgresThreadStoreTest extends ThreadStoreContract {
    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();

    @Override
    ThreadStore open() {
        return ThreadStores.open(database.url());
    }
}
