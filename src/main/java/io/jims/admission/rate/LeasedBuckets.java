package io.jims.admission.rate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jims.admission.budget.Digest;
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

/// Buckets that all replicas share. A replica takes as many tokens at a time as it needed lately,
/// at most a fifth of a burst, and spends them without asking again; a bucket that was found empty
/// is not asked before it has a token.
///
/// Together the replicas never let through more than the burst and what came back meanwhile; what a
/// replica has taken and does not need in the time in which it comes back is lost to the others.
public final class LeasedBuckets implements Buckets {
    private static final int LEASES_PER_BURST = 5;
    private static final int MAX_LEASES = 50_000;

    private final SharedRates shared;
    private final InstantSource clock;
    private final Cache<UUID, Lease> leases;

    /// @param forgetAfter no shorter than any bucket takes to fill up
    public LeasedBuckets(SharedRates shared, InstantSource clock, Duration forgetAfter) {
        this.shared = shared;
        this.clock = clock;
        this.leases =
                Caffeine.newBuilder()
                        .maximumSize(MAX_LEASES)
                        .expireAfterAccess(forgetAfter)
                        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                        .build();
    }

    @Override
    public Optional<Charge.Refusal> take(List<Charge> charges) {
        Instant now = clock.instant();
        List<Open> open = charges.stream().map(this::open).toList();
        Optional<Charge.Refusal> known = refusal(open, now);
        if (known.isPresent()) {
            return known;
        }
        List<Open> missing = missing(open, now);
        return missing.isEmpty() ? Optional.empty() : drawInTurn(missing);
    }

    private static Optional<Charge.Refusal> refusal(List<Open> open, Instant now) {
        return open.stream().flatMap(one -> one.refusal(now).stream()).findFirst();
    }

    private static List<Open> missing(List<Open> open, Instant now) {
        return open.stream().filter(one -> !one.lease().tryTake(now)).toList();
    }

    /// Whoever takes several locks takes them in the order of their buckets.
    private Optional<Charge.Refusal> drawInTurn(List<Open> wanted) {
        List<Open> inOrder = wanted.stream().sorted(Comparator.comparing(Open::bucket)).toList();
        inOrder.forEach(one -> one.lease().drawing.lock());
        try {
            Instant now = clock.instant();
            Optional<Charge.Refusal> known = refusal(wanted, now);
            if (known.isPresent()) {
                return known;
            }
            List<Open> missing = missing(wanted, now);
            return missing.isEmpty() ? Optional.empty() : draw(missing, now);
        } finally {
            inOrder.forEach(one -> one.lease().drawing.unlock());
        }
    }

    private Optional<Charge.Refusal> draw(List<Open> missing, Instant now) {
        List<Grant> grants = shared.take(missing.stream().map(one -> one.draw(now)).toList(), now);
        Optional<Charge.Refusal> refusal = Optional.empty();
        for (int i = 0; i < missing.size(); i++) {
            Open one = missing.get(i);
            one.add(grants.get(i), now);
            if (refusal.isEmpty()) {
                refusal = one.refusal(now);
            }
        }
        return refusal;
    }

    private Open open(Charge charge) {
        UUID bucket = Digest.of(charge.kind() + " " + charge.owner());
        return new Open(charge, bucket, leases.get(bucket, id -> new Lease()));
    }

    /// A charge and what this replica holds of its bucket.
    private record Open(Charge charge, UUID bucket, Lease lease) {
        Draw draw(Instant now) {
            int most = Math.max(1, charge.limit().burst() / LEASES_PER_BURST);
            return new Draw(bucket, charge.limit(), lease.nextPortion(now, most));
        }

        /// Keeps what was granted but one token, which is spent.
        void add(Grant grant, Instant now) {
            if (grant.tokens() == 0) {
                lease.refuseUntil(now.plus(grant.delay()));
            } else {
                Duration comesBackIn = charge.limit().interval().multipliedBy(grant.tokens());
                lease.add(grant.tokens() - 1, now, now.plus(comesBackIn));
            }
        }

        Optional<Charge.Refusal> refusal(Instant now) {
            return lease.refusal(now).map(delay -> new Charge.Refusal(charge, delay));
        }
    }
}
