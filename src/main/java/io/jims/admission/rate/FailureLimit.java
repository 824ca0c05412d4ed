package io.jims.admission.rate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.jims.store.RateLimit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Limits failures, such as wrong passwords, by owner and in total. Only a failure costs a token.
/// An owner without tokens must wait even if the next attempt would succeed, since the outcome
/// would reveal that. Keeps the 10,000 owners that failed last. Safe for all threads.
public final class FailureLimit {
    private static final int MAX_OWNERS = 10_000;

    private final RateLimit each;
    private final TimeMeter time;
    private final Bucket all;
    private final Cache<String, Bucket> owners;

    /// @param each limit of one owner
    /// @param sum limit of all owners together
    public FailureLimit(RateLimit each, RateLimit sum, InstantSource clock) {
        this.each = each;
        this.time = new LocalRateLimiter.ClockTime(clock);
        this.all = bucket(sum);
        this.owners =
                Caffeine.newBuilder()
                        .maximumSize(MAX_OWNERS)
                        .expireAfterAccess(each.refill())
                        .ticker(time::currentTimeNanos)
                        .build();
    }

    /// How long the owner has to wait before it may try again; empty if it may now.
    public Optional<Duration> waitOf(String owner) {
        Bucket own = owners.getIfPresent(owner);
        long nanos = Math.max(own == null ? 0 : wait(own), wait(all));
        return nanos == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
    }

    public void countFailure(String owner) {
        owners.get(owner, one -> bucket(each)).tryConsume(1);
        all.tryConsume(1);
    }

    private static long wait(Bucket bucket) {
        return bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
    }

    private Bucket bucket(RateLimit limit) {
        return LocalRateLimiter.bucket(limit, time);
    }
}
