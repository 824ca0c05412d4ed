package io.jims.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Token buckets that all processes on one database share. Safe for all threads; every call blocks
/// for one question to the database.
public interface SharedRates {
    /// Takes as many tokens as there are, of as many as are wanted, out of each bucket.
    ///
    /// @param now by this process's clock, which should not be far from those of the others
    /// @return one grant a draw, in order
    /// @throws StoreException if the database cannot be asked; tokens may have been taken
    List<Grant> take(List<Draw> draws, Instant now);

    /// What is wanted of one bucket.
    ///
    /// @param bucket one that does not exist is full
    record Draw(UUID bucket, RateLimit limit, int wanted) {}

    /// What was got of it.
    ///
    /// @param tokens taken
    /// @param delay until there is a token again, where none was taken
    record Grant(int tokens, Duration delay) {}
}
