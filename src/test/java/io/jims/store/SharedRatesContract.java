package io.jims.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.Uuid7;
import io.jims.store.SharedRates.Draw;
import io.jims.store.SharedRates.Grant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Buckets that several processes share, wherever they are kept.
public abstract class SharedRatesContract {
    /// A token every 2 s, 10 at once.
    protected static final RateLimit LIMIT = new RateLimit(30, Duration.ofMinutes(1), 10);

    protected static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

    protected final UUID bucket = Uuid7.next();

    protected abstract SharedRates rates();

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
        List<Grant> grants = rates().take(List.of(new Draw(bucket, higher, 100)), NOW);

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
                rates().take(List.of(new Draw(bucket, LIMIT, 1), new Draw(other, LIMIT, 4)), NOW);

        assertThat(grants.stream().map(Grant::tokens)).containsExactly(0, 4);
    }

    protected final Grant take(int wanted, Instant now) {
        return rates().take(List.of(new Draw(bucket, LIMIT, wanted)), now).getFirst();
    }
}
