package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import io.jims.store.postgres.PostgresServer;
import io.jims.testing.TestServer;
import io.jims.testing.TestTokens;
import org.junit.jupiter.api.Test;

class PostgresThreadListTest extends ThreadListContract {
    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();

    @Override
    ThreadStore open() {
        return ThreadStores.open(database.url());
    }

    @Test
    void conversationsOfOneServer_areOnTheListOfTheOther() throws Exception {
        try (ThreadStore beside = open()) {
            WidgetServer other = TestServer.start(TestServer::echo, beside, TestTokens.bySecret());
            try {
                begin("ann", "First?");

                assertThat(titles(list("ann", other.port()))).containsExactly("First?");
            } finally {
                other.stop();
            }
        }
    }
}
