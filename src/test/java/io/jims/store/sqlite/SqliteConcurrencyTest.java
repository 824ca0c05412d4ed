package io.jims.store.sqlite;

import io.jims.store.ThreadStore;
import io.jims.store.ThreadStoreConcurrencyContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteConcurrencyTest extends ThreadStoreConcurrencyContract {
    @TempDir Path directory;

    @Override
    protected ThreadStore open() {
        return SqliteThreadStore.open(directory.resolve("threads.db"));
    }
}
