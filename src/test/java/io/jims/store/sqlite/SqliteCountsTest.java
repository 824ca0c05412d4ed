package io.jims.store.sqlite;

import io.jims.store.DailyCountsContract;
import io.jims.store.ThreadStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteCountsTest extends DailyCountsContract {
    @TempDir private Path directory;

    @Override
    protected ThreadStore open() {
        return SqliteThreadStore.open(directory.resolve("counts.db"));
    }
}
