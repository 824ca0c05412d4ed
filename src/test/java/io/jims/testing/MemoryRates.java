package io.jims.testing;

import io.jims.store.RateLimit;
import io.jims.store.SharedRates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/// Token buckets in memory, for replicas of one process.
public final class MemoryRates implements SharedRates {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<UUID, Bucket> buckets = new HashMap<>();
    private int questions;

    @Override
    public List<Grant> take(List<Draw> draws, Instant now) {
        lock.lock();
        try {
            questions++;
            List<Grant> grants = new ArrayList<>();
            draws.forEach(draw -> grants.add(take(draw, now)));
            return grants;
        } finally {
            lock.unlock();
        }
    }

    /// How often it was asked.
    public int questions() {
        lock.lock();
        try {
            return questions;
        } finally {
            lock.unlock();
        }
    }

    private Grant take(Draw draw, Instant now) {
        RateLimit limit = draw.limit();
        Duration token = limit.interval();
        Bucket bucket = buckets.getOrDefault(draw.bucket(), new Bucket(now, token));
        double missing = bucket.missing(now);
        int tokens = Math.clamp((int) (limit.burst() - Math.ceil(missing)), 0, draw.wanted());
        Instant fullAt = now.plus(nanos((missing + tokens) * token.toNanos()));
        buckets.put(draw.bucket(), new Bucket(fullAt, token));
        Instant oneTokenAt = fullAt.minus(token.multipliedBy(limit.burst() - 1L));
        Duration delay = Duration.between(now, oneTokenAt);
        return new Grant(tokens, delay.isNegative() ? Duration.ZERO : delay);
    }

    private static Duration nanos(double nanos) {
        return Duration.ofNanos(Math.round(nanos));
    }

    /// @param token how long one takes to come back
    private record Bucket(Instant fullAt, Duration token) {
        double missing(Instant now) {
            double nanos = Duration.between(now, fullAt).toNanos();
            return Math.max(0, nanos / token.toNanos());
        }
    }
}
