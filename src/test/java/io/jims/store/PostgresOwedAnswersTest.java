package io.jims.store;

import io.jims.core.ThreadStore;

class PostgresOwedAnswersTest extends OwedAnswersContract {
    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();

    @Override
    ThreadStore open() {
        return ThreadStores.open(database.url());
    }
}
