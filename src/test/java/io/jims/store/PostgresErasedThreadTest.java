package io.jims.store;

import java.util.List;

class PostgresErasedThreadTest extends ErasedThreadContract {
    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();

    @Override
    SqlThreadStore open() {
        return ThreadStores.open(database.url());
    }

    @Override
    List<String> query(String sql) {
        return database.query(sql);
    }
}
