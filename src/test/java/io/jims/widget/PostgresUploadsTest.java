package io.jims.widget;

import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import io.jims.store.postgres.PostgresServer;

class PostgresUploadsTest extends UploadsContract {
    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();

    @Override
    ThreadStore open() {
        return ThreadStores.open(database.url());
    }
}
