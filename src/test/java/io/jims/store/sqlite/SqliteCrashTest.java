package io.jims.store.sqlite;

import io.jims.store.StoreCrashContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteCrashTest extends StoreCrashContract {
    @TempDir Path directory;

    @Override
    protected String url() {
        return "sqlite:///" + directory.resolve("jims.db");
    }
}
