package io.jims.docs;

import io.jims.store.Databases;

class SqliteGuardsPageTest extends GuardsPageContract {
    @Override
    String database() {
        return "sqlite:///" + directory.resolve("guards.db").toAbsolutePath();
    }

    @Override
    String stored() throws Exception {
        return Databases.query(
                        directory.resolve("guards.db"), "SELECT event_data FROM thread_events")
                .toString();
    }
}
