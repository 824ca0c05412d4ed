package io.jims.widget;

import io.jims.core.Pipeline;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import io.jims.store.postgres.PostgresServer;
import io.jims.testing.JimsClient;
import io.jims.testing.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Two servers on one PostgreSQL database, each with a store of its own, as two processes have.
final class ReplicaPair implements AutoCloseable {
    private static final Duration RUN_TIMEOUT = Duration.ofMinutes(1);
    private static final String SAID =
            """
            SELECT event_data ->> 'content' FROM thread_events
            WHERE event_domain = 'comm' ORDER BY created_at, event_id
            """;

    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();
    private final ThreadStore firstStore = ThreadStores.open(database.url());
    private final ThreadStore secondStore = ThreadStores.open(database.url());
    private final WidgetServer first;
    private final WidgetServer second;

    ReplicaPair(Pipeline pipeline) {
        this(pipeline, pipeline);
    }

    ReplicaPair(Pipeline ofFirst, Pipeline ofSecond) {
        first = TestServer.start(ofFirst, Limits.DEFAULT, RUN_TIMEOUT, firstStore);
        second = TestServer.start(ofSecond, Limits.DEFAULT, RUN_TIMEOUT, secondStore);
    }

    PostgresServer.Database database() {
        return database;
    }

    ThreadStore secondStore() {
        return secondStore;
    }

    int first() {
        return first.port();
    }

    int second() {
        return second.port();
    }

    /// Begins a thread on the first server, with a message that has been answered.
    ///
    /// @return the member of a hello that names it
    String beginThread() throws IOException {
        try (JimsClient client = JimsClient.greeted(first(), "")) {
            client.message("Hi");
            String thread = client.readUntil("ack").path("thread_id").asText();
            client.readUntil("done");
            return "\"thread_id\":\"" + thread + "\"";
        }
    }

    /// What was said, in the order of the store.
    List<String> said() {
        return database.query(SAID);
    }

    int threads() {
        return Integer.parseInt(database.query("SELECT count(*) FROM threads").getFirst());
    }

    @Override
    public void close() {
        first.stop();
        second.stop();
        firstStore.close();
        secondStore.close();
    }
}
