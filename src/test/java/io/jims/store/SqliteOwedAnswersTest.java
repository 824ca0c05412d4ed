package io.jims.store;

import io.jims.core.ThreadStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteOwedAnswersTest extends OwedAnswersContract {
    @TempDir Path directory;

    @Override
    ThreadStore open() {
        return ThreadStores.open("sqlite:///" + directory.resolve("threads.db"));
    }
}
