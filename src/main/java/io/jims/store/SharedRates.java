package io.jims.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Token buckets shared by all processes on one database. Safe for all threads; every call blocks
/// for one query.
public interface SharedRates {
    /// Takes as many tokens from each bucket as it has, up to the wanted number.
    ///
    /// @param now by this process's clock, which should be close to those of the others
    /// @return one grant for each draw, in order
    /// @throws StoreException if the database cannot be asked; tokens may have been taken
    List<Grant> take(List<Draw> draws, Instant now);

    /// A request for tokens of one bucket.
    ///
    /// @param bucket if it does not exist, it is full
    record Draw(UUID bucket, RateLimit limit, int wanted) {}

    /// The result of a draw.
    ///
    /// @param tokens taken
    /// @param delay until there is a token again, if none was taken
    record Grant(int tokens, Duration delay) {}
}
