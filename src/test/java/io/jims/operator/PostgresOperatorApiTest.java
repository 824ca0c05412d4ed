package io.jims.operator;

import io.jims.store.postgres.PostgresServer;

class PostgresOperatorApiTest extends OperatorApiContract {
    @Override
    String database() {
        return PostgresServer.shared().createDatabase().url();
    }
}
