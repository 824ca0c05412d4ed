package io.jims.store;

import io.jims.core.ThreadStore;

class PostgresConcurrencyTest extends ThreadStoreConcurrencyContract {
    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();

    @Override
    ThreadStore open() {
        return ThreadStores.open(database.url());
    }
}
