package io.jims.store;

import io.jims.core.ThreadStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteConcurrencyTest extends ThreadStoreConcurrencyContract {
    @TempDir Path directory;

    @Override
    ThreadStore open() {
        return SqliteThreadStore.open(directory.resolve("threads.db"));
    }
}
