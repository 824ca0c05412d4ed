package io.jims.store;

import io.jims.core.ThreadStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteCountsTest extends DailyCountsContract {
    @TempDir private Path directory;

    @Override
    ThreadStore open() {
        return SqliteThreadStore.open(directory.resolve("counts.db"));
    }
}
