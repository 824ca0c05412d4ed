package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.admission.AccessSettings;
import io.jims.admission.Quotas;
import io.jims.conversation.handoff.HandoffRule;
import io.jims.conversation.run.PipelineExecutor;
import io.jims.core.EventTypes;
import io.jims.core.JimsApp;
import io.jims.observe.RunObserver;
import io.jims.store.RateLimit;
import io.jims.testing.HeldStream;
import io.jims.testing.InMemoryThreadStore;
import io.jims.testing.JimsClient;
import io.jims.testing.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The rules for ratings of answers.
@Timeout(60)
class FeedbackTest {
    private final InMemoryThreadStore store = new InMemoryThreadStore();

    @Test
    void frameThatIsNone_isRefused_andALongCommentToo() throws Exception {
        try (TestServer server = TestServer.echo();
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            String answer = ask(client);
            for (String members :
                    List.of(
                            "",
                            ",\"rating\":\"great\"",
                            ",\"rating\":1",
                            ",\"rating\":null",
                            ",\"rating\":\"up\",\"comment\":7")) {
                client.socket()
                        .text("{\"type\":\"feedback\",\"id\":\"" + answer + "\"" + members + "}");
                assertThat(code(client.read())).isEqualTo("bad_frame");
            }
            client.rate("11111111-1111-4111-8111-111111111111", "up");
            assertThat(code(client.read())).isEqualTo("bad_frame");
            client.rate(answer, "down", "😀".repeat(1_001));
            assertThat(code(client.read())).isEqualTo("too_long");
            client.rate(answer, "down", "😀".repeat(1_000));
            assertThat(client.read().path("type").asText()).isEqualTo("rated");
        }
    }

    @Test
    void answerThatIsStillStreamed_cannotBeRated() throws Exception {
        HeldStream held = new HeldStream();
        try (TestServer server = TestServer.of(held);
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            client.message("Hi");
            String streamed = client.readUntil("delta").path("id").asText();

            client.rate(streamed, "up");
            assertThat(code(client.readUntil("error"))).isEqualTo("bad_frame");
            held.release(1);
            client.readUntil("done");
            client.rate(streamed, "up");
            assertThat(client.readUntil("rated").path("id").asText()).isEqualTo(streamed);
        }
    }

    @Test
    void withoutHello_isRefused() throws Exception {
        try (TestServer server = TestServer.echo();
                JimsClient client = JimsClient.connect(server.port())) {
            client.rate("11111111-1111-4111-8111-111111111111", "up");
            assertThat(code(client.read())).isEqualTo("bad_frame");
        }
    }

    @Test
    void tooManyRatings_areRefused_andCostNoMessages() throws Exception {
        RateLimit two = new RateLimit(2, Duration.ofHours(1), 2);
        Quotas quotas = new Quotas(two, null, null, null, 0, 100, 0, Quotas.NONE.daily());
        WidgetServer server = start(quotas, true);
        try (JimsClient client = JimsClient.greeted(server.port(), "")) {
            String answer = ask(client);
            for (String rating : List.of("up", "down")) {
                client.rate(answer, rating);
                client.readUntil("rated");
            }
            client.rate(answer, "up");
            JsonNode error = client.read();

            assertThat(code(error)).isEqualTo("rate_limited");
            assertThat(error.path("id").asText()).isEqualTo(answer);
            assertThat(error.path("retry_after").asInt()).isPositive();
            ask(client);
        } finally {
            server.stop();
        }
    }

    @Test
    void featureIsListed_unlessItIsOff_andThenItIsRefused() throws Exception {
        WidgetServer off = start(Quotas.NONE, false);
        try (TestServer on = TestServer.echo();
                JimsClient with = JimsClient.connect(on.port());
                JimsClient without = JimsClient.connect(off.port())) {
            with.hello("");
            assertThat(with.readUntil("welcome").path("features").toString()).contains("feedback");
            without.hello("");
            assertThat(without.readUntil("welcome").path("features").toString())
                    .doesNotContain("feedback");
            without.rate(ask(without), "up");
            assertThat(code(without.readUntil("error"))).isEqualTo("bad_frame");
        } finally {
            off.stop();
        }
        assertThat(store.events(store.threads().getFirst().id()))
                .noneMatch(event -> event.type().equals(EventTypes.FEEDBACK));
    }

    @Test
    void ratingsThatAreStored_areCounted() throws Exception {
        WidgetServer server = start(Quotas.NONE, true);
        try (JimsClient client = JimsClient.greeted(server.port(), "")) {
            String answer = ask(client);
            for (String rating : List.of("up", "up", "down", "up", "none")) {
                client.rate(answer, rating);
                client.readUntil("rated");
            }

            Map<String, Long> counted =
                    server.metrics().stream()
                            .filter(it -> it.name().text().equals("jims_widget_feedback"))
                            .collect(
                                    Collectors.toMap(
                                            it -> String.valueOf(it.labelValue()),
                                            it -> it.value().getAsLong()));
            assertThat(counted)
                    .containsOnly(
                            Map.entry("up", 2L), Map.entry("down", 1L), Map.entry("none", 1L));
        } finally {
            server.stop();
        }
    }

    private WidgetServer start(Quotas quotas, boolean feedback) {
        ServerSettings settings =
                new ServerSettings(
                        "127.0.0.1",
                        0,
                        AccessSettings.OPEN,
                        null,
                        false,
                        1_000,
                        ServerSettings.HISTORY_CACHE,
                        Limits.DEFAULT,
                        quotas,
                        feedback,
                        List.of(),
                        HandoffRule.NEVER,
                        null);
        JimsApp app = new JimsApp("test", TestServer::echo);
        return WidgetServer.start(
                settings,
                store,
                new PipelineExecutor(app, Duration.ofMinutes(1), 8, RunObserver.NONE));
    }

    /// Asks something.
    ///
    /// @return the id of the answer
    private static String ask(JimsClient client) throws Exception {
        client.message("Hi");
        JsonNode message = client.readUntil("message");
        while (!message.path("role").asText().equals("assistant")) {
            message = client.readUntil("message");
        }
        client.readUntil("done");
        return message.path("id").asText();
    }

    private static String code(JsonNode error) {
        return error.path("code").asText();
    }
}
