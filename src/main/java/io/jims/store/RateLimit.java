package io.jims.store;

import java.time.Duration;

/// The limit of a token bucket that starts full: tokens refill at a steady rate, up to a burst.
///
/// @param amount tokens refilled in each period, evenly spread
/// @param burst capacity of the bucket
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

    /// The time in which one token is refilled.
    public Duration interval() {
        return period.dividedBy(amount);
    }

    /// The time in which an empty bucket is filled.
    public Duration refill() {
        return interval().multipliedBy(burst);
    }
}
