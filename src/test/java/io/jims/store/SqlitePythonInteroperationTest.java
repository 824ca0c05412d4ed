package io.jims.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqlitePythonInteroperationTest extends PythonInteroperationContract {
    @TempDir Path directory;

    @Override
    String url() {
        return "sqlite+aiosqlite:///" + directory.resolve("jims.db");
    }

    @Override
    String driver() {
        return "aiosqlite";
    }
}
