package io.jims.operator;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteHandoffApiTest extends HandoffApiContract {
    @TempDir private Path directory;

    @Override
    String database() {
        return "sqlite:///" + directory.resolve("operator.db");
    }
}
