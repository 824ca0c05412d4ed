package io.jims.widget;

import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteUploadsTest extends UploadsContract {
    @TempDir private Path directory;

    @Override
    ThreadStore open() {
        return ThreadStores.open("sqlite:///" + directory.resolve("jims.db"));
    }
}
