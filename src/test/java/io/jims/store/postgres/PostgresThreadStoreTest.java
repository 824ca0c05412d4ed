package io.jims.store.postgres;

import io.jims.store.ThreadStore;
import io.jims.store.ThreadStoreContract;
import io.jims.store.connect.ThreadStores;

class PostgresThreadStoreTest extends ThreadStoreContract {
    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();

    @Override
    protected ThreadStore open() {
        return ThreadStores.open(database.url());
    }
}
