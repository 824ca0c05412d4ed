package io.jims.operator.webhook;

import io.jims.core.ThreadId;
import io.jims.store.ThreadStore;
import io.jims.store.index.ThreadIndex;
import io.jims.testing.Await;
import io.jims.testing.Defect;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteWebhookTest extends WebhookContract {
    @TempDir private Path directory;

    @Override
    String database() {
        return "sqlite:///" + directory.resolve("webhook.db");
    }

    /// Both wait for a moment after a failure.
    @Test
    void senderAndItsFeed_afterADefectOfEach_goOn() throws Exception {
        Defect<ThreadIndex> index = new Defect<>(ThreadIndex.class, store.openIndex(), "update");
        Defect<ThreadStore> threads = new Defect<>(ThreadStore.class, store, "find");
        WebhookSettings settings =
                new WebhookSettings(receiver.url(), List.of(SECRET), EventFilter.ALL, true);
        try (Webhook _ =
                Webhook.start(settings, threads.part(), index.part(), InstantSource.system())) {
            index.await();
            try (ThreadIndex other = store.openIndex()) {
                Await.until(
                        "it has begun", () -> other.webhook().claim("", Duration.ZERO).isEmpty());
            }
            ThreadId thread = talk("Hello");
            threads.await();

            Await.until(
                    "it is told",
                    () -> receiver.saidIn(thread.value().toString()).contains("Hello"));
        }
    }
}
