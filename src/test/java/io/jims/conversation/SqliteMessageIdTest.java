package io.jims.conversation;

import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteMessageIdTest extends MessageIdContract {
    @TempDir Path directory;

    @Override
    ThreadStore open() {
        return ThreadStores.open("sqlite:///" + directory.resolve("threads.db"));
    }
}
