package io.jims.store.postgres;

import io.jims.store.PythonInteroperationContract;

class PostgresPythonInteroperationTest extends PythonInteroperationContract {
    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();

    @Override
    protected String url() {
        return database.url().replace("postgresql:", "postgresql+asyncpg:");
    }

    @Override
    protected String driver() {
        return "asyncpg";
    }
}
