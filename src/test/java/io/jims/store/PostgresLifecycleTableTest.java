package io.jims.store;

import io.jims.core.ThreadStore;

class PostgresLifecycleTableTest extends LifecycleTableContract {
    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();

    @Override
    ThreadStore open() {
        return ThreadStores.open(database.url());
    }

    @Override
    void execute(String sql) {
        database.execute(sql);
    }
}
