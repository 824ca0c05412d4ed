package io.jims.store;

import java.time.Duration;

/// So many of something in so long a time, of which so many may come at once: a token bucket that
/// is full at first.
///
/// @param amount tokens that come back in the period, evenly spread
/// @param burst tokens that the bucket holds
public record RateLimit(int amount, Duration period, int burst) {
    private static final Duration LONGEST_PERIOD = Duration.ofHours(24);
    private static final int LARGEST = 1_000_000;

    public RateLimit {
        if (amount < 1 || amount > LARGEST || burst < 1 || burst > LARGEST) {
            throw new IllegalArgumentException(
                    "amount and burst must be 1 to " + LARGEST + ": " + amount + ", " + burst);
        }
        if (period.compareTo(Duration.ofSeconds(1)) < 0 || period.compareTo(LONGEST_PERIOD) > 0) {
            throw new IllegalArgumentException("the period must be 1 s to 24 h: " + period);
        }
    }

    /// How long it takes until one token is back.
    public Duration interval() {
        return period.dividedBy(amount);
    }

    /// How long it takes until an empty bucket is full.
    public Duration refill() {
        return interval().multipliedBy(burst);
    }
}
