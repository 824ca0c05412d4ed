package io.jims.admission.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.store.RateLimit;
import io.jims.store.SharedRates;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SharedRateLimiterTest {
    private static final RateLimit LIMIT = new RateLimit(10, Duration.ofMinutes(1), 10);

    private final Bucket shared = new Bucket();
    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-05-01T10:00:00Z"));
    private final SharedRateLimiter buckets =
            new SharedRateLimiter(shared, clock, Duration.ofMinutes(10));

    @Test
    void asManyAtOnceAsTheBucketHolds_areAllPaid() throws Exception {
        assertThat(refusals(10)).isEmpty();
        assertThat(shared.draws).hasValue(6); // 1, 2, 2, 2, 2, 1
    }

    @Test
    void moreThanThat_areRefused_andAskNoMore() throws Exception {
        assertThat(refusals(30)).hasSize(20);
        assertThat(shared.draws).hasValue(7);
    }

    private List<RateLimiter.Rejection> refusals(int takers) throws Exception {
        List<RateLimiter.Rejection> refusals = new ArrayList<>();
        CountDownLatch arrived = new CountDownLatch(takers);
        shared.takers = arrived;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<RateLimiter.Rejection>>> all = new ArrayList<>();
            for (int i = 0; i < takers; i++) {
                all.add(
                        threads.submit(() -> {
                            arrived.countDown();
                            return buckets.take(charges());
                        }));
            }
            for (Future<Optional<RateLimiter.Rejection>> one : all) {
                one.get().ifPresent(refusals::add);
            }
        }
        return refusals;
    }

    private static List<RateKey> charges() {
        return List.of(new RateKey(RateKey.Kind.ADDRESS, "192.0.2.1", LIMIT));
    }

    /// One bucket, in a database that answers when all takers are there.
    private static final class Bucket implements SharedRates {
        private volatile CountDownLatch takers = new CountDownLatch(0);
        private final AtomicInteger draws = new AtomicInteger();
        private final AtomicInteger tokens = new AtomicInteger(LIMIT.burst());

        @Override
        public List<Grant> take(List<Draw> wanted, Instant now) {
            draws.incrementAndGet();
            awaitAll();
            int portion = wanted.getFirst().wanted();
            int before = tokens.getAndUpdate(left -> Math.max(0, left - portion));
            return List.of(new Grant(Math.min(before, portion), LIMIT.interval()));
        }

        private void awaitAll() {
            try {
                takers.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
