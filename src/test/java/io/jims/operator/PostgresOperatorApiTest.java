package io.jims.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ThreadId;
import io.jims.store.postgres.PostgresServer;
import java.io.BufferedReader;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PostgresOperatorApiTest extends OperatorApiContract {
    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();

    @Override
    String database() {
        return database.url();
    }

    @Test
    void events_ofAnotherReplica_areTold_andFoundOnBoth() throws Exception {
        try (TestOperator other = TestOperator.start(database.url());
                BufferedReader events = follow("")) {
            next(events); // begins here
            ThreadId thread = other.talk("ann", Instant.now(), "Hello", "");

            assertThat(next(events)).contains("\"thread_id\":\"" + thread.value() + "\"");
            operator.awaitListed(1);
            other.awaitListed(1);
        }
    }
}
