package io.jims.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.lifecycle.Lifecycle;
import io.jims.store.LifecycleTableContract;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import io.jims.store.sql.StoreOptions;
import io.jims.testing.Await;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PostgresLifecycleTableTest extends LifecycleTableContract {
    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();

    /// A statement may take longer than a test: what goes on before has not waited for it.
    @Override
    protected ThreadStore open() {
        return ThreadStores.open(
                database.url(), new StoreOptions(4, Duration.ofMinutes(5), Duration.ZERO));
    }

    @Override
    protected void execute(String sql) {
        database.execute(sql);
    }

    /// As while it is filled anew in one transaction.
    @Test
    @Timeout(60)
    void lockedTable_delaysTheStartALittle_andTheLastGoodWordsAreThere() throws Exception {
        createTable();
        insert("'welcome'", "'Hello'");
        lifecycle(false).close(); // leaves its words
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE dm_conversation_lifecycle");
            statement.execute("UPDATE dm_conversation_lifecycle SET text = 'Hi'");
            try (Lifecycle lifecycle = lifecycle(false)) {
                assertThat(lifecycle.details()).doesNotContainKeys("as_of", "error");
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
