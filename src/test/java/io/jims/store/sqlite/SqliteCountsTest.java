package io.jims.store.sqlite;

import io.jims.core.Uuid7;
import io.jims.store.DailyCountsContract;
import io.jims.store.Databases;
import io.jims.store.ThreadStore;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

class SqliteCountsTest extends DailyCountsContract {
    @TempDir private Path directory;

    @Override
    protected ThreadStore open() {
        return SqliteThreadStore.open(directory.resolve("counts.db"));
    }

    @Override
    protected List<UUID> storedIds() throws SQLException {
        return Databases.query(
                        directory.resolve("counts.db"), "SELECT counter_id FROM jims_widget_counts")
                .stream()
                .map(id -> Uuid7.parse(id).orElseThrow())
                .toList();
    }
}
