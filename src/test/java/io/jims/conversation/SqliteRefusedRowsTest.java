package io.jims.conversation;

import io.jims.store.Databases;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

class SqliteRefusedRowsTest extends RefusedRowsContract {
    @TempDir Path directory;

    @Override
    ThreadStore open() {
        return ThreadStores.open("sqlite:///" + file());
    }

    @Override
    void refuse(String text) throws SQLException {
        Databases.execute(
                file(),
                """
                CREATE TRIGGER "refuse %1$s" BEFORE INSERT ON thread_events
                WHEN NEW.event_data LIKE '%%%1$s%%'
                BEGIN SELECT RAISE(ABORT, 'refused'); END
                """
                        .formatted(text));
    }

    private Path file() {
        return directory.resolve("threads.db");
    }
}
