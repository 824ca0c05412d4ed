package io.jims.store;

import java.time.LocalDate;
import java.util.UUID;

/// Daily counters, shared by all processes on one database and kept across restarts. Earlier days
/// are deleted. Safe for all threads; every call blocks for one query.
public interface DailyCounts {
    /// Increments a counter, up to the limit.
    ///
    /// @param wanted amount to add; less is added near the limit
    /// @throws StoreException if the database cannot be asked; it may have been counted
    Count add(UUID counter, LocalDate day, long wanted, long limit);

    /// Returns an unused reserve.
    ///
    /// @throws StoreException if the database cannot be asked; it may have been taken back
    void giveBack(UUID counter, LocalDate day, long amount);

    /// The count of this day.
    ///
    /// @throws StoreException if the database cannot be asked
    long total(UUID counter, LocalDate day);

    /// The result of an increment.
    ///
    /// @param added at most the wanted amount
    /// @param total after the increment
    record Count(long added, long total) {}
}
