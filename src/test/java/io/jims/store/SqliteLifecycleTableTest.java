package io.jims.store;

import io.jims.core.ThreadStore;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

class SqliteLifecycleTableTest extends LifecycleTableContract {
    @TempDir Path directory;

    @Override
    ThreadStore open() {
        return ThreadStores.open("sqlite:///" + file());
    }

    @Override
    void execute(String sql) throws SQLException {
        Databases.execute(file(), sql);
    }

    private Path file() {
        return directory.resolve("threads.db");
    }
}
