package io.jims.admission.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.store.RateLimit;
import io.jims.testing.MemoryRates;
import io.jims.testing.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Two replicas that take their tokens out of the same buckets, in small portions.
class ReplicaRatesTest {
    /// A token every 6 s, 10 at once; a replica draws 2 at most.
    private static final RateLimit LIMIT = new RateLimit(10, Duration.ofMinutes(1), 10);

    private static final RateKey ANN = new RateKey(RateKey.Kind.CONTACT, "ann", LIMIT);
    private static final RateKey ADDRESS = new RateKey(RateKey.Kind.ADDRESS, "192.0.2.1", LIMIT);

    private final TestClock clock = new TestClock("2026-05-01T10:00:00Z");
    private final MemoryRates shared = new MemoryRates();
    private final SharedRateLimiter one = replica();
    private final SharedRateLimiter other = replica();

    @Test
    void replicasInTurn_payNoMoreThanTheBurstTogether() {
        int paid = 0;
        for (int i = 0; i < 15; i++) {
            paid += pays(one, ANN) ? 1 : 0;
            paid += pays(other, ANN) ? 1 : 0;
        }
        assertThat(paid).isEqualTo(10);
    }

    @Test
    void portion_isDoubled_whileItIsSpentInTime_upToAFifthOfTheBurst() {
        for (int i = 0; i < 9; i++) {
            assertThat(pays(one, ANN)).isTrue();
        }
        assertThat(shared.questions()).isEqualTo(5); // 1, 2, 2, 2, 2
    }

    @Test
    void portionThatWasNotNeeded_isTooOldToBeSpent_andTheNextIsSmaller() {
        pays(one, ANN);
        pays(one, ANN); // has one more
        clock.advance(Duration.ofMinutes(2));

        assertThat(pays(one, ANN)).isTrue();
        assertThat(pays(one, ANN)).isTrue();

        assertThat(shared.questions()).isEqualTo(4); // 1, 2, 1, 2
    }

    @Test
    void visitorWhoKeepsToTheRate_isNeverRefused_byEither() {
        for (int i = 0; i < 20; i++) {
            assertThat(pays(one, ANN)).isTrue();
            assertThat(pays(other, ANN)).isTrue();
            clock.advance(Duration.ofSeconds(12));
        }
    }

    @Test
    void emptyBucket_saysWhenItHasATokenAgain_andIsNotAskedBefore() {
        spendAll(ANN);

        RateLimiter.Rejection refusal = one.take(List.of(ANN)).orElseThrow();
        assertThat(refusal).isEqualTo(new RateLimiter.Rejection(ANN, Duration.ofSeconds(6)));

        int asked = shared.questions();
        clock.advance(Duration.ofSeconds(4));
        assertThat(one.take(List.of(ANN)).orElseThrow().retryAfter())
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(shared.questions()).isEqualTo(asked);

        clock.advance(Duration.ofSeconds(2));
        assertThat(pays(one, ANN)).isTrue();
        assertThat(pays(one, ANN)).isFalse();
    }

    @Test
    void bucketKnownToBeEmpty_costsTheOthersNothing() {
        spendAll(ANN);
        pays(one, ANN);

        for (int i = 0; i < 20; i++) {
            assertThat(one.take(List.of(ADDRESS, ANN)).orElseThrow().key()).isEqualTo(ANN);
        }
        int paid = 0;
        while (pays(other, ADDRESS)) {
            paid++;
        }
        assertThat(paid).isEqualTo(10);
    }

    @Test
    void kinds_haveBucketsOfTheirOwn_evenForTheSameOwner() {
        spendAll(ANN);

        assertThat(pays(one, new RateKey(RateKey.Kind.THREAD, "ann", LIMIT))).isTrue();
    }

    private void spendAll(RateKey charge) {
        for (int i = 0; i < LIMIT.burst(); i++) {
            assertThat(pays(other, charge)).isTrue();
        }
    }

    private static boolean pays(SharedRateLimiter buckets, RateKey charge) {
        Optional<RateLimiter.Rejection> refusal = buckets.take(List.of(charge));
        return refusal.isEmpty();
    }

    private SharedRateLimiter replica() {
        return new SharedRateLimiter(shared, clock, Duration.ofMinutes(10));
    }
}
