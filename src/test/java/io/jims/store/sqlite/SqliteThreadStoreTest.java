package io.jims.store.sqlite;

import io.jims.store.ThreadStore;
import io.jims.store.ThreadStoreContract;
import io.jims.store.connect.ThreadStores;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteThreadStoreTest extends ThreadStoreContract {
    @TempDir Path directory;

    @Override
    protected ThreadStore open() {
        return ThreadStores.open("sqlite:///" + file());
    }

    /// One server has the file; what opens it beside that one does not ask for its lock.
    @Override
    protected ThreadStore openBeside() {
        return SqliteThreadStore.openBeside(file(), SqliteOptions.DEFAULT);
    }

    private Path file() {
        return directory.resolve("threads.db");
    }
}
