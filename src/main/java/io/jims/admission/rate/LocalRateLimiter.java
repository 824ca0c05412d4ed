package io.jims.admission.rate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.jims.store.RateLimit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Token buckets in the memory of this process, at most 50,000: least recently used ones are
/// evicted first, and full ones expire.
public final class LocalRateLimiter implements RateLimiter {
    private static final int MAX_BUCKETS = 50_000;

    private final TimeMeter time;
    private final Cache<Owner, Bucket> buckets;

    /// @param forgetAfter at least as long as any bucket takes to fill
    public LocalRateLimiter(InstantSource clock, Duration forgetAfter) {
        this.time = new ClockTime(clock);
        this.buckets =
                Caffeine.newBuilder()
                        .maximumSize(MAX_BUCKETS)
                        .expireAfterAccess(forgetAfter)
                        .ticker(time::currentTimeNanos)
                        .build();
    }

    @Override
    public Optional<Rejection> take(List<RateKey> keys) {
        for (RateKey key : keys) {
            Bucket bucket =
                    buckets.get(
                            new Owner(key.kind(), key.owner()), owner -> bucket(key.limit(), time));
            ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                return Optional.of(
                        new Rejection(key, Duration.ofNanos(probe.getNanosToWaitForRefill())));
            }
        }
        return Optional.empty();
    }

    /// A full bucket.
    static Bucket bucket(RateLimit limit, TimeMeter time) {
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(bandwidth ->
                        bandwidth
                                .capacity(limit.burst())
                                .refillGreedy(limit.amount(), limit.period()))
                .build();
    }

    private record Owner(RateKey.Kind kind, String name) {}

    /// Bucket4j's time by a clock.
    record ClockTime(InstantSource clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(clock.millis());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
