package io.jims.store;

class PostgresPythonInteroperationTest extends PythonInteroperationContract {
    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();

    @Override
    String url() {
        return database.url().replace("postgresql:", "postgresql+asyncpg:");
    }

    @Override
    String driver() {
        return "asyncpg";
    }
}
