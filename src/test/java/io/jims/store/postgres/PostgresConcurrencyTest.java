package io.jims.store.postgres;

import io.jims.store.ThreadStore;
import io.jims.store.ThreadStoreConcurrencyContract;
import io.jims.store.connect.ThreadStores;

class PostgresConcurrencyTest extends ThreadStoreConcurrencyContract {
    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();

    @Override
    protected ThreadStore open() {
        return ThreadStores.open(database.url());
    }
}
