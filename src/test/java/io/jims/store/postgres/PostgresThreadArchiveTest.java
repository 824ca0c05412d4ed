package io.jims.store.postgres;

import io.jims.store.archive.ThreadArchiveContract;
import io.jims.store.connect.ThreadStores;
import io.jims.store.sql.SqlThreadStore;
import java.util.List;

class PostgresThreadArchiveTest extends ThreadArchiveContract {
    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();

    @Override
    protected SqlThreadStore open() {
        return ThreadStores.open(database.url());
    }

    @Override
    protected List<String> query(String sql) {
        return database.query(sql);
    }

    @Override
    protected SqlThreadStore openBeside() {
        return open();
    }
}
