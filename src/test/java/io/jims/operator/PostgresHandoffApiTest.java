package io.jims.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.store.postgres.PostgresServer;
import io.jims.testing.JimsClient;
import org.junit.jupiter.api.Test;

class PostgresHandoffApiTest extends HandoffApiContract {
    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();

    @Override
    String database() {
        return database.url();
    }

    @Test
    void visitorOfAnotherReplica_isReached_fromThisOne() throws Exception {
        try (TestOperator other = TestOperator.start(database.url());
                JimsClient visitor = JimsClient.greeted(other.chatPort(), "")) {
            String path = "/api/threads/" + ask(visitor, "Hi");
            visitor.readUntil("done");
            OperatorClient anna = operator.client();

            anna.authorized("PUT", path + "/handoff", "{\"mode\":\"human\"}");
            assertThat(visitor.readUntil("handoff").path("mode").asText()).isEqualTo("human");
            ask(visitor, "Anyone?");
            assertThat(visitor.readAllUntil("done")).hasSize(2);
            anna.authorized("POST", path + "/typing", "{\"author\":\"Anna\"}");
            assertThat(visitor.readUntil("status").path("author").path("name").asText())
                    .isEqualTo("Anna");
            anna.authorized("POST", path + "/messages", "{\"text\":\"Me.\",\"author\":\"Anna\"}");
            assertThat(visitor.readAnswer()).isEqualTo("Me.");

            anna.authorized("PUT", path + "/handoff", "{\"mode\":\"assistant\"}");
            assertThat(visitor.readUntil("handoff").path("mode").asText()).isEqualTo("assistant");
            ask(visitor, "Bye");
            assertThat(visitor.readAnswer()).isEqualTo("Echo: Bye");
        }
    }
}
