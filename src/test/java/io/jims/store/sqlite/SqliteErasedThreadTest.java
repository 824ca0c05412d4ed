package io.jims.store.sqlite;

import io.jims.store.Databases;
import io.jims.store.ErasedThreadContract;
import io.jims.store.connect.ThreadStores;
import io.jims.store.sql.SqlThreadStore;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class SqliteErasedThreadTest extends ErasedThreadContract {
    @TempDir Path directory;

    @Override
    protected SqlThreadStore open() {
        return ThreadStores.open("sqlite:///" + file());
    }

    @Override
    protected SqlThreadStore openBeside() {
        return SqliteThreadStore.openBeside(file(), SqliteOptions.DEFAULT);
    }

    @Override
    protected List<String> query(String sql) throws SQLException {
        return Databases.query(file(), sql);
    }

    private Path file() {
        return directory.resolve("threads.db");
    }
}
