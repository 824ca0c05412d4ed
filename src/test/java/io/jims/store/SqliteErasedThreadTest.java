package io.jims.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class SqliteErasedThreadTest extends ErasedThreadContract {
    @TempDir Path directory;

    @Override
    SqlThreadStore open() {
        return ThreadStores.open("sqlite:///" + file());
    }

    @Override
    List<String> query(String sql) throws SQLException {
        return Databases.query(file(), sql);
    }

    private Path file() {
        return directory.resolve("threads.db");
    }
}
