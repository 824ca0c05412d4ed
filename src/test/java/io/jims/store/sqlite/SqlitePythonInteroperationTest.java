package io.jims.store.sqlite;

import io.jims.store.PythonInteroperationContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqlitePythonInteroperationTest extends PythonInteroperationContract {
    @TempDir Path directory;

    @Override
    protected String url() {
        return "sqlite+aiosqlite:///" + directory.resolve("jims.db");
    }

    @Override
    protected String driver() {
        return "aiosqlite";
    }
}
