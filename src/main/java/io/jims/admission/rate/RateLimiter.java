package io.jims.admission.rate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Token buckets, created on first use. Safe for all threads.
public interface RateLimiter {
    /// Takes one token from each of these buckets, in order, until one is empty.
    ///
    /// @return empty if every bucket had one
    /// @throws io.jims.store.StoreException if the buckets cannot be reached
    Optional<Rejection> take(List<RateKey> keys);

    /// Why no token was taken.
    ///
    /// @param key the first bucket that was empty
    /// @param retryAfter until it has a token
    record Rejection(RateKey key, Duration retryAfter) {}
}
