package io.jims.docs;

import io.jims.store.postgres.PostgresServer;

class PostgresGuardsPageTest extends GuardsPageContract {
    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();

    @Override
    String database() {
        return database.url();
    }

    @Override
    String stored() {
        return database.query("SELECT event_data FROM thread_events").toString();
    }
}
