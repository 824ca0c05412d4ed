package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.admission.budget.DailyQuotas;
import io.jims.core.LlmUsage;
import io.jims.core.Pipeline;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import io.jims.testing.InMemoryThreadStore;
import io.jims.testing.JimsClient;
import io.jims.testing.RawSocket;
import io.jims.testing.TestClock;
import io.jims.testing.TestQuotas;
import io.jims.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DailyBudgetTest {
    private static final String ANN = "\"contact_id\":\"ann\"";
    private static final String BEN = "\"contact_id\":\"ben\"";

    /// Answers, and says that it cost 60 tokens.
    private static final Pipeline COSTLY =
            context -> {
                context.reportLlmCall(new LlmUsage("model", 50, 10));
                TestServer.echo(context);
            };

    private final TestClock clock = new TestClock("2026-05-01T19:30:00Z");

    @Test
    void messagesOfOneVisitor_haveADailyLimit_withTheTimeOfTheReset() throws Exception {
        try (TestServer server = server(new DailyQuotas(0, 0, 2, 0, 0));
                JimsClient ann = JimsClient.greeted(server.port(), ANN);
                JimsClient ben = JimsClient.greeted(server.port(), BEN)) {
            say(ann, "1");
            say(ann, "2");

            String third = ann.message("3");
            JsonNode error = ann.readUntil("error");
            assertThat(error.path("code").asText()).isEqualTo("quota");
            assertThat(error.path("id").asText()).isEqualTo(third);
            assertThat(error.path("retry_after").asInt()).isEqualTo(16_200);
            assertThat(error.path("text").asText())
                    .isEqualTo(
                            "You have sent as much as is answered in a day. Please come back after"
                                    + " midnight UTC, in 5 hours.");
            say(ben, "4");

            clock.advance(Duration.ofHours(5));
            say(ann, "5");
        }
    }

    @Test
    void messagesOfAll_haveADailyLimit_inTheBasicProtocolToo() throws Exception {
        try (TestServer server = server(new DailyQuotas(2, 0, 0, 0, 0));
                JimsClient ann = JimsClient.greeted(server.port(), ANN);
                RawSocket ben = RawSocket.open(server.port(), "")) {
            say(ann, "1");
            ben.text("2");
            assertThat(ben.readText()).isEqualTo("{\"text\":\"Echo: 2\"}");

            ben.text("3");
            assertThat(ben.readText())
                    .isEqualTo(
                            "{\"error\":\"As much as is answered in a day has been asked already."
                                    + " Please come back after midnight UTC, in 5 hours.\"}");
            assertQuota(ann, "4");
            assertThat(metric(server.server(), "jims_widget_daily_messages")).isEqualTo(2);
            assertThat(metric(server.server(), "jims_widget_daily_messages_limit")).isEqualTo(2);
        }
    }

    @Test
    void tokensOfOneVisitor_haveADailyLimit() throws Exception {
        try (TestServer server = server(new DailyQuotas(0, 0, 0, 100, 0));
                JimsClient ann = JimsClient.greeted(server.port(), ANN);
                JimsClient ben = JimsClient.greeted(server.port(), BEN)) {
            say(ann, "1");
            say(ann, "2"); // 60 of 100 were spent; this one goes beyond
            assertQuota(ann, "3");
            say(ben, "4");
        }
    }

    @Test
    void tokensOfAll_haveADailyLimit_whichIsSeenBeforeItIsReached() throws Exception {
        try (TestServer server = server(new DailyQuotas(0, 100, 0, 0, 0));
                JimsClient ann = JimsClient.greeted(server.port(), ANN);
                JimsClient ben = JimsClient.greeted(server.port(), BEN)) {
            say(ann, "1");
            assertThat(metric(server.server(), "jims_widget_daily_tokens")).isEqualTo(60);
            assertThat(metric(server.server(), "jims_widget_daily_tokens_limit")).isEqualTo(100);
            say(ben, "2");

            assertQuota(ann, "3");
            assertQuota(ben, "4");

            clock.advance(Duration.ofHours(5));
            assertThat(metric(server.server(), "jims_widget_daily_tokens")).isZero();
            say(ann, "5");
        }
    }

    @Test
    void messagesOfOneAddress_haveAShareOfTheDay_andOthersGoOn() throws Exception {
        try (TestServer server = server(new DailyQuotas(20, 0, 0, 0, 10));
                JimsClient ann = JimsClient.greetedFrom("127.0.0.2", server.port(), ANN);
                JimsClient ben = JimsClient.greetedFrom("127.0.0.2", server.port(), BEN);
                JimsClient elsewhere = JimsClient.greetedFrom("127.0.0.3", server.port(), BEN)) {
            say(ann, "1");
            say(ben, "2");

            ann.message("3");
            JsonNode error = ann.readUntil("error");
            assertThat(error.path("code").asText()).isEqualTo("quota");
            assertThat(error.path("text").asText())
                    .startsWith("Your network has sent as much as is answered in a day. ");
            assertQuota(ben, "4");
            assertThat(metric(server.server(), "jims_widget_daily_messages")).isEqualTo(2);
            say(elsewhere, "5");

            clock.advance(Duration.ofHours(5));
            say(ann, "6");
        }
    }

    @Test
    void tokensOfOneAddress_haveAShareOfTheDay_andOthersGoOn() throws Exception {
        try (TestServer server = server(new DailyQuotas(0, 1_000, 0, 0, 10));
                JimsClient ann = JimsClient.greetedFrom("127.0.0.2", server.port(), ANN);
                JimsClient ben = JimsClient.greetedFrom("127.0.0.2", server.port(), BEN);
                JimsClient elsewhere = JimsClient.greetedFrom("127.0.0.3", server.port(), BEN)) {
            say(ann, "1");
            say(ben, "2"); // 60 of 100 were spent; this one goes beyond

            assertQuota(ann, "3");
            say(elsewhere, "4");
        }
    }

    @Test
    void contactThatWasClaimedElsewhere_hasADayOfItsOwn() throws Exception {
        try (TestServer server = server(new DailyQuotas(0, 0, 2, 100, 0));
                JimsClient claims = JimsClient.greetedFrom("127.0.0.2", server.port(), ANN);
                JimsClient real = JimsClient.greetedFrom("127.0.0.3", server.port(), ANN)) {
            say(claims, "1");
            say(claims, "2");
            assertQuota(claims, "3");

            say(real, "4");
        }
    }

    @Test
    void whatWasUsed_isKnownAfterARestart(@TempDir Path directory) throws Exception {
        String url = "sqlite:///" + directory.resolve("chat.db");
        DailyQuotas quotas = new DailyQuotas(1_000, 1_000, 2, 100, 0);
        try (ThreadStore store = ThreadStores.open(url)) {
            WidgetServer server =
                    TestServer.start(TestQuotas.daily(quotas), 9, COSTLY, store, clock);
            try (JimsClient ann = JimsClient.greeted(server.port(), ANN);
                    JimsClient ben = JimsClient.greeted(server.port(), BEN)) {
                say(ann, "1");
                say(ann, "2");
                say(ben, "3");
            } finally {
                server.stop();
            }
        }
        try (ThreadStore store = ThreadStores.open(url)) {
            WidgetServer server =
                    TestServer.start(TestQuotas.daily(quotas), 9, COSTLY, store, clock);
            try (JimsClient ann = JimsClient.greeted(server.port(), ANN);
                    JimsClient ben = JimsClient.greeted(server.port(), BEN)) {
                assertThat(metric(server, "jims_widget_daily_tokens")).isEqualTo(180);
                assertQuota(ann, "4");
                say(ben, "5");
                assertQuota(ben, "6");
            } finally {
                server.stop();
            }
        }
    }

    @Test
    void tokensThatCannotBeStored_countAllTheSame() throws Exception {
        InMemoryThreadStore store = new InMemoryThreadStore();
        Pipeline losing =
                context -> {
                    store.countsFailing(true);
                    COSTLY.run(context);
                    store.countsFailing(false);
                };
        WidgetServer server =
                TestServer.start(
                        TestQuotas.daily(new DailyQuotas(0, 100, 0, 0, 0)),
                        9,
                        losing,
                        store,
                        clock);
        try (JimsClient ann = JimsClient.greeted(server.port(), ANN)) {
            say(ann, "1");
            say(ann, "2");
            assertQuota(ann, "3");
        } finally {
            server.stop();
        }
    }

    private static long metric(WidgetServer server, String name) {
        return server.metrics().stream()
                .filter(metric -> metric.name().text().equals(name))
                .mapToLong(metric -> metric.value().getAsLong())
                .sum();
    }

    private TestServer server(DailyQuotas daily) {
        return TestServer.withQuotas(TestQuotas.daily(daily), 9, COSTLY, clock);
    }

    private static void say(JimsClient client, String text) throws IOException {
        client.message(text);
        assertThat(client.readAnswer()).isEqualTo("Echo: " + text);
        client.readUntil("done");
    }

    private static void assertQuota(JimsClient client, String text) throws IOException {
        client.message(text);
        assertThat(client.readUntil("error").path("code").asText()).isEqualTo("quota");
    }
}
