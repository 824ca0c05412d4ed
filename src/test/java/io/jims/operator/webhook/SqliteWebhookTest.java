package io.jims.operator.webhook;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteWebhookTest extends WebhookContract {
    @TempDir private Path directory;

    @Override
    String database() {
        return "sqlite:///" + directory.resolve("webhook.db");
    }
}
