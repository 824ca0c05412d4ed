package io.jims.admission.rate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jims.core.Sha256;
import io.jims.store.SharedRates;
import io.jims.store.SharedRates.Draw;
import io.jims.store.SharedRates.Grant;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// Token buckets that all replicas share. A replica takes as many tokens at a time as it needed
/// recently, at most a fifth of a burst, and spends them without further queries; an empty bucket
/// is not queried before it has a token again.
///
/// All replicas together never exceed the burst plus what was refilled meanwhile. Tokens that a
/// replica has taken and does not use before they would be refilled are lost to the others.
public final class SharedRateLimiter implements RateLimiter {
    private static final int PORTIONS_PER_BURST = 5;
    private static final int MAX_BUCKETS = 50_000;

    private final SharedRates shared;
    private final InstantSource clock;
    private final Cache<UUID, PrefetchedTokens> buckets;

    /// @param forgetAfter at least as long as any bucket takes to fill
    public SharedRateLimiter(SharedRates shared, InstantSource clock, Duration forgetAfter) {
        this.shared = shared;
        this.clock = clock;
        this.buckets =
                Caffeine.newBuilder()
                        .maximumSize(MAX_BUCKETS)
                        .expireAfterAccess(forgetAfter)
                        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                        .build();
    }

    @Override
    public Optional<Rejection> take(List<RateKey> keys) {
        Instant now = clock.instant();
        List<Open> open = keys.stream().map(this::open).toList();
        Optional<Rejection> known = rejection(open, now);
        if (known.isPresent()) {
            return known;
        }
        List<Open> missing = missing(open, now);
        return missing.isEmpty() ? Optional.empty() : drawInTurn(missing);
    }

    private static Optional<Rejection> rejection(List<Open> open, Instant now) {
        return open.stream().flatMap(one -> one.rejection(now).stream()).findFirst();
    }

    private static List<Open> missing(List<Open> open, Instant now) {
        return open.stream().filter(one -> !one.tokens().tryTake(now)).toList();
    }

    /// Several locks are always taken in the order of their buckets.
    private Optional<Rejection> drawInTurn(List<Open> wanted) {
        List<Open> inOrder = wanted.stream().sorted(Comparator.comparing(Open::bucket)).toList();
        inOrder.forEach(one -> one.tokens().drawing.lock());
        try {
            Instant now = clock.instant();
            Optional<Rejection> known = rejection(wanted, now);
            if (known.isPresent()) {
                return known;
            }
            List<Open> missing = missing(wanted, now);
            return missing.isEmpty() ? Optional.empty() : draw(missing, now);
        } finally {
            inOrder.forEach(one -> one.tokens().drawing.unlock());
        }
    }

    private Optional<Rejection> draw(List<Open> missing, Instant now) {
        List<Grant> grants = shared.take(missing.stream().map(one -> one.draw(now)).toList(), now);
        Optional<Rejection> rejection = Optional.empty();
        for (int i = 0; i < missing.size(); i++) {
            Open one = missing.get(i);
            one.add(grants.get(i), now);
            if (rejection.isEmpty()) {
                rejection = one.rejection(now);
            }
        }
        return rejection;
    }

    private Open open(RateKey key) {
        UUID bucket = Sha256.uuid(key.kind() + " " + key.owner());
        return new Open(key, bucket, buckets.get(bucket, id -> new PrefetchedTokens()));
    }

    /// A key and what this replica holds of its bucket.
    private record Open(RateKey key, UUID bucket, PrefetchedTokens tokens) {
        Draw draw(Instant now) {
            int most = Math.max(1, key.limit().burst() / PORTIONS_PER_BURST);
            return new Draw(bucket, key.limit(), tokens.nextPortion(now, most));
        }

        /// Keeps the granted tokens except one, which is spent.
        void add(Grant grant, Instant now) {
            if (grant.tokens() == 0) {
                tokens.emptyUntil(now.plus(grant.delay()));
            } else {
                Duration comesBackIn = key.limit().interval().multipliedBy(grant.tokens());
                tokens.add(grant.tokens() - 1, now, now.plus(comesBackIn));
            }
        }

        Optional<Rejection> rejection(Instant now) {
            return tokens.emptyFor(now).map(delay -> new Rejection(key, delay));
        }
    }
}
