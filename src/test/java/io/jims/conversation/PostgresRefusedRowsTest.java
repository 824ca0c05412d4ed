package io.jims.conversation;

import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import io.jims.store.postgres.PostgresServer;

class PostgresRefusedRowsTest extends RefusedRowsContract {
    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();

    @Override
    ThreadStore open() {
        return ThreadStores.open(database.url());
    }

    @Override
    void refuse(String text) {
        database.execute(
                "ALTER TABLE thread_events ADD CHECK (event_data::text NOT LIKE '%" + text + "%')");
    }
}
