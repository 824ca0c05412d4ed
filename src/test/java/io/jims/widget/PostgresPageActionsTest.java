package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import io.jims.store.postgres.PostgresServer;
import io.jims.testing.JimsClient;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresPageActionsTest extends PageActionsContract {
    private static final String CALLS =
            "SELECT count(*)::text FROM thread_events WHERE event_type = 'jims.widget.call'";

    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();

    @Override
    ThreadStore open() {
        return ThreadStores.open(database.url());
    }

    @Test
    void tabsOnTwoReplicas_oneIsCalled_andBothSeeTheAnswer() throws Exception {
        try (ThreadStore other = open();
                Replica replica = new Replica(serve(ACTIONS, other));
                JimsClient here = client("")) {
            try (JimsClient begun = begun(here);
                    JimsClient there = replica.client(here())) {
                there.message("order");
                JsonNode call = there.readUntil("call");
                there.send(result(id(call), "\"value\":\"done there\""));

                for (JimsClient tab : List.of(there, here, begun)) {
                    assertThat(tab.readAllUntil("done"))
                            .noneMatch(frame -> frame.path("type").asText().equals("call"))
                            .anyMatch(frame -> frame.path("text").asText().equals("done there"));
                }
            }
        }
        assertThat(database.query(CALLS)).containsExactly("1");
    }

    @Test
    void replicaThatTakesOver_doesNotCallAgain() throws Exception {
        try (ThreadStore other = open();
                Replica replica = new Replica(serve(ACTIONS, other))) {
            try (JimsClient lost = client("")) {
                lost.message("order");
                know(lost.readUntil("ack"));
                lost.readUntil("call");
                try (JimsClient tab = replica.client(here())) {
                    stopFirst();
                    isBack();

                    assertThat(tab.readAllUntil("done"))
                            .noneMatch(frame -> frame.path("type").asText().equals("call"))
                            .anyMatch(frame -> frame.path("text").asText().startsWith("UNCERTAIN"));
                }
            }
        }
        assertThat(database.query(CALLS)).containsExactly("1");
    }

    /// Another server on the same database.
    private record Replica(WidgetServer server) implements AutoCloseable {
        JimsClient client(String members) throws IOException {
            return JimsClient.greeted(server.port(), members + "," + OFFERS);
        }

        @Override
        public void close() {
            server.stop();
        }
    }
}
