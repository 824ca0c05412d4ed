package io.jims.store.sqlite;

import io.jims.store.OwedAnswersContract;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteOwedAnswersTest extends OwedAnswersContract {
    @TempDir Path directory;

    @Override
    protected ThreadStore open() {
        return ThreadStores.open("sqlite:///" + directory.resolve("threads.db"));
    }
}
