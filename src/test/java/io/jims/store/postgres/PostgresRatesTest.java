package io.jims.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.Uuid7;
import io.jims.store.RateLimit;
import io.jims.store.SharedRates;
import io.jims.store.SharedRates.Draw;
import io.jims.store.SharedRates.Grant;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresRatesTest {
    /// A token every 2 s, 10 at once.
    private static final RateLimit LIMIT = new RateLimit(30, Duration.ofMinutes(1), 10);

    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();
    private final ThreadStore store = ThreadStores.open(database.url());
    private final SharedRates rates = store.sharedRates().orElseThrow();
    private final UUID bucket = Uuid7.next();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void bucket_givesItsBurst_thenOneToken_eachInterval() {
        assertThat(take(7, NOW).tokens()).isEqualTo(7);
        assertThat(take(7, NOW).tokens()).isEqualTo(3);
        assertThat(take(1, NOW)).isEqualTo(new Grant(0, Duration.ofSeconds(2)));
        assertThat(take(1, NOW.plusMillis(1_999))).isEqualTo(new Grant(0, Duration.ofMillis(1)));
        assertThat(take(1, NOW.plusSeconds(2)).tokens()).isEqualTo(1);
        assertThat(take(9, NOW.plusSeconds(7)).tokens()).isEqualTo(2);
    }

    @Test
    void bucket_isNeverMoreThanFull() {
        take(1, NOW);

        assertThat(take(99, NOW.plus(Duration.ofDays(1))).tokens()).isEqualTo(10);
    }

    @Test
    void limitThatIsChanged_countsWhatWasTaken_inTokens() {
        take(4, NOW);

        RateLimit higher = new RateLimit(1_000, Duration.ofSeconds(1), 100);
        List<Grant> grants = rates.take(List.of(new Draw(bucket, higher, 100)), NOW);

        assertThat(grants.getFirst().tokens()).isEqualTo(96);
    }

    @Test
    void clockThatIsBehind_givesNothingTwice() {
        take(10, NOW);

        assertThat(take(1, NOW.minusSeconds(1)).tokens()).isZero();
    }

    @Test
    void severalBuckets_areAskedAtOnce_inOrder() {
        take(10, NOW);
        UUID other = Uuid7.next();

        List<Grant> grants =
                rates.take(List.of(new Draw(bucket, LIMIT, 1), new Draw(other, LIMIT, 4)), NOW);

        assertThat(grants.stream().map(Grant::tokens)).containsExactly(0, 4);
    }

    @Test
    void replicas_takeNoMoreThanTheBurstTogether() throws Exception {
        UUID other = Uuid7.next();
        AtomicInteger taken = new AtomicInteger();
        try (ThreadStore replica = ThreadStores.open(database.url())) {
            SharedRates theirs = replica.sharedRates().orElseThrow();
            Thread one =
                    Thread.startVirtualThread(() -> taken.addAndGet(drain(rates, bucket, other)));
            Thread two =
                    Thread.startVirtualThread(() -> taken.addAndGet(drain(theirs, other, bucket)));
            one.join();
            two.join();
        }
        assertThat(taken.get()).isEqualTo(20);
    }

    @Test
    void fullBuckets_areForgotten() throws Exception {
        take(1, NOW);
        rates.take(List.of(new Draw(Uuid7.next(), LIMIT, 1)), NOW.plus(Duration.ofMinutes(5)));

        assertThat(rows()).isEqualTo(1);
    }

    private static int drain(SharedRates rates, UUID first, UUID second) {
        int taken = 0;
        for (int i = 0; i < 20; i++) {
            List<Draw> draws = List.of(new Draw(first, LIMIT, 1), new Draw(second, LIMIT, 1));
            taken += rates.take(draws, NOW).stream().mapToInt(Grant::tokens).sum();
        }
        return taken;
    }

    private Grant take(int wanted, Instant now) {
        return rates.take(List.of(new Draw(bucket, LIMIT, wanted)), now).getFirst();
    }

    private int rows() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM jims_widget_rates")) {
            row.next();
            return row.getInt(1);
        }
    }
}
