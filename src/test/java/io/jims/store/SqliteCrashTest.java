package io.jims.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteCrashTest extends StoreCrashContract {
    @TempDir Path directory;

    @Override
    String url() {
        return "sqlite:///" + directory.resolve("jims.db");
    }
}
