package io.jims.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.admission.Quotas;
import io.jims.admission.budget.DailyQuotas;
import io.jims.core.LlmUsage;
import io.jims.core.Sha256;
import io.jims.store.connect.ThreadStores;
import io.jims.store.postgres.PostgresServer;
import io.jims.testing.Await;
import io.jims.testing.JimsClient;
import io.jims.testing.TestClock;
import io.jims.testing.TestQuotas;
import io.jims.testing.TestServer;
import io.jims.widget.WidgetServer;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two servers on one PostgreSQL let through no more than one.
class ReplicaQuotasTest {
    private static final String ANN = "\"contact_id\":\"ann\"";

    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();
    private final TestClock clock = new TestClock("2026-05-01T10:00:00Z");
    private final ThreadStore oneStore = ThreadStores.open(database.url());
    private final ThreadStore otherStore = ThreadStores.open(database.url());

    @AfterEach
    void close() {
        oneStore.close();
        otherStore.close();
    }

    @Test
    void rateOfAVisitor_holdsForBothTogether() throws Exception {
        assertThat(taken(TestQuotas.perContact(10), "rate_limited")).isEqualTo(10);
    }

    @Test
    void rateOfAnAddress_holdsForBothTogether() throws Exception {
        assertThat(taken(TestQuotas.perAddress(10), "rate_limited")).isEqualTo(10);
    }

    /// As fast as the rate allows, half of it through each: neither takes what the other needs.
    @Test
    void visitorWhoKeepsToTheRate_isNeverRefused() throws Exception {
        WidgetServer one = start(TestQuotas.perContact(10), oneStore);
        WidgetServer other = start(TestQuotas.perContact(10), otherStore);
        try (JimsClient here = JimsClient.greeted(one.port(), ANN);
                JimsClient there = JimsClient.greeted(other.port(), ANN)) {
            for (int i = 0; i < 20; i++) {
                assertThat(send(here, "rate_limited")).isTrue();
                assertThat(send(there, "rate_limited")).isTrue();
                clock.advance(Duration.ofSeconds(12));
            }
        } finally {
            one.stop();
            other.stop();
        }
    }

    @Test
    void messagesOfADay_holdForBothTogether() throws Exception {
        assertThat(taken(TestQuotas.daily(new DailyQuotas(7, 0, 0, 0, 0)), "quota")).isEqualTo(7);
    }

    @Test
    void messagesOfADayOfAVisitor_holdForBothTogether() throws Exception {
        assertThat(taken(TestQuotas.daily(new DailyQuotas(0, 0, 7, 0, 0)), "quota")).isEqualTo(7);
    }

    @Test
    void shareOfAnAddress_holdsForBothTogether() throws Exception {
        assertThat(taken(TestQuotas.daily(new DailyQuotas(70, 0, 0, 0, 10)), "quota")).isEqualTo(7);
    }

    @Test
    void tokensOfADay_areSeenByTheOther() throws Exception {
        Quotas quotas = TestQuotas.daily(new DailyQuotas(0, 100, 0, 0, 0));
        WidgetServer one = start(quotas, oneStore);
        WidgetServer other = start(quotas, otherStore);
        try (JimsClient here = JimsClient.greeted(one.port(), ANN);
                JimsClient there = JimsClient.greeted(other.port(), ANN)) {
            assertThat(send(here, "quota")).isTrue();
            assertThat(send(there, "quota")).isTrue();
            Await.until("tokens are stored", () -> storedTokens() == 120);
            clock.advance(Duration.ofSeconds(3));

            assertThat(send(here, "quota")).isFalse();
            assertThat(send(there, "quota")).isFalse();
        } finally {
            one.stop();
            other.stop();
        }
    }

    private long storedTokens() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return oneStore.dailyCounts().total(Sha256.uuid("tokens"), today);
    }

    /// How many of 14 messages are taken that a visitor sends to both in turn.
    private int taken(Quotas quotas, String refusal) throws Exception {
        WidgetServer one = start(quotas, oneStore);
        WidgetServer other = start(quotas, otherStore);
        int taken = 0;
        try (JimsClient here = JimsClient.greeted(one.port(), ANN);
                JimsClient there = JimsClient.greeted(other.port(), ANN)) {
            for (int i = 0; i < 7; i++) {
                taken += send(here, refusal) ? 1 : 0;
                taken += send(there, refusal) ? 1 : 0;
            }
        } finally {
            one.stop();
            other.stop();
        }
        return taken;
    }

    private static boolean send(JimsClient client, String refusal) throws IOException {
        client.message("Hello");
        while (true) {
            JsonNode frame = client.read();
            switch (frame.path("type").asText()) {
                case "done" -> {
                    return true;
                }
                case "error" -> {
                    assertThat(frame.path("code").asText()).isEqualTo(refusal);
                    return false;
                }
                default -> {}
            }
        }
    }

    private WidgetServer start(Quotas quotas, ThreadStore store) {
        return TestServer.start(
                quotas,
                9,
                context -> {
                    context.reportLlmCall(new LlmUsage("model", 50, 10));
                    TestServer.echo(context);
                },
                store,
                clock);
    }
}
