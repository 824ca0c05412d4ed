package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import io.jims.store.postgres.PostgresServer;
import io.jims.testing.JimsClient;
import io.jims.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresFeedbackTest extends FeedbackContract {
    private static final String RATINGS =
            """
            SELECT event_data ->> 'rating' FROM thread_events
            WHERE event_type = 'jims.widget.feedback' ORDER BY created_at, event_id
            """;

    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();

    @Override
    ThreadStore open() {
        return ThreadStores.open(database.url());
    }

    @Test
    void ratingOnOneServer_isToldToVisitorsOfTheOther_whoSeeTheLastOne() throws Exception {
        try (ReplicaPair pair = new ReplicaPair(TestServer::echo)) {
            String thread = pair.beginThread();
            try (JimsClient one = JimsClient.greeted(pair.first(), thread);
                    JimsClient two = JimsClient.connect(pair.second())) {
                two.hello(thread);
                String answer = two.readUntil("welcome").path("events").path(1).path("id").asText();

                one.rate(answer, "down", "No.");
                assertThat(rating(one.readUntil("rated"))).isEqualTo(answer + " down");
                assertThat(rating(two.readUntil("rated"))).isEqualTo(answer + " down");

                two.rate(answer, "down", "No."); // which it knows from the other one
                assertThat(rating(two.readUntil("rated"))).isEqualTo(answer + " down");
                two.rate(answer, "up");
                assertThat(rating(two.readUntil("rated"))).isEqualTo(answer + " up");
                assertThat(rating(one.readUntil("rated"))).isEqualTo(answer + " up");
                assertThat(pair.database().query(RATINGS)).isEqualTo(List.of("down", "up"));
            }
        }
    }

    private static String rating(JsonNode rated) {
        return rated.path("id").asText() + " " + rated.path("rating").asText();
    }
}
