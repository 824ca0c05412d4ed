package io.jims.operator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.store.postgres.PostgresServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresWebhookTest extends WebhookContract {
    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();

    @Override
    String database() {
        return database.url();
    }

    @Test
    void ofSeveralReplicas_oneSends_andAnotherGoesOnWhenItEnds() throws Exception {
        EventFilter said = new EventFilter(List.of("comm.*"));
        List<String> all = new ArrayList<>();
        try (Webhook _ = startSecondBehindFirst(said, all)) {
            talk("of the second");
            awaitTaken(all.size() + 1);

            assertThat(receiver.taken())
                    .extracting(TestReceiver.Message::id)
                    .doesNotHaveDuplicates();
        }
    }

    /// Returns when the first has ended.
    private Webhook startSecondBehindFirst(EventFilter said, List<String> all) throws Exception {
        Webhook second;
        try (Webhook _ = start(said)) {
            second = start(said);
            for (int i = 0; i < 30; i++) {
                all.add("message " + i);
                talk("message " + i);
            }
            awaitTaken(all.size());
            assertThat(receiver.attempts()).hasSize(all.size());
        }
        return second;
    }
}
