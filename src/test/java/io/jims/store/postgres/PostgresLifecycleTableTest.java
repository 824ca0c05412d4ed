package io.jims.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.lifecycle.Lifecycle;
import io.jims.store.LifecycleTableContract;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import io.jims.testing.Await;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PostgresLifecycleTableTest extends LifecycleTableContract {
    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();

    @Override
    protected ThreadStore open() {
        return ThreadStores.open(database.url());
    }

    @Override
    protected void execute(String sql) {
        database.execute(sql);
    }

    /// As while it is filled anew in one transaction.
    @Test
    void lockedTable_delaysTheStartFor2SecondsAtMost_andTheLastGoodWordsAreThere()
            throws Exception {
        createTable();
        insert("'welcome'", "'Hello'");
        lifecycle(false).close(); // leaves its words
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE dm_conversation_lifecycle");
            statement.execute("UPDATE dm_conversation_lifecycle SET text = 'Hi'");
            long before = System.nanoTime();
            try (Lifecycle lifecycle = lifecycle(false)) {
                Duration start = Duration.ofNanos(System.nanoTime() - before);
                assertThat(start).isLessThan(Duration.ofSeconds(5)); // the limit of a statement
                assertThat(lifecycle.texts().shown(null)).containsEntry("welcome", "Hello");

                other.commit();
                lifecycle.refresh();
                Await.until(
                        "the new greeting",
                        () -> "Hi".equals(lifecycle.texts().shown(null).get("welcome")));
            }
        }
    }
}
