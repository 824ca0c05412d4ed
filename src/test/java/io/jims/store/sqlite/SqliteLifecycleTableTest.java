package io.jims.store.sqlite;

import io.jims.store.Databases;
import io.jims.store.LifecycleTableContract;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

class SqliteLifecycleTableTest extends LifecycleTableContract {
    @TempDir Path directory;

    @Override
    protected ThreadStore open() {
        return ThreadStores.open("sqlite:///" + file());
    }

    @Override
    protected void execute(String sql) throws SQLException {
        Databases.execute(file(), sql);
    }

    private Path file() {
        return directory.resolve("threads.db");
    }
}
