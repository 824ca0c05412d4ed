package io.jims.store;

import java.time.LocalDate;
import java.util.UUID;

/// What was used up on a day, counted for all processes on one database and across their restarts.
/// Days before the one that is counted on are forgotten. Safe for all threads; every call blocks
/// for a question to the database.
public interface DailyCounts {
    /// Counts up, but not beyond the limit.
    ///
    /// @param wanted how much to add; less is added where the limit is near
    /// @throws StoreException if the database cannot be asked; it may have been counted
    Count add(UUID counter, LocalDate day, long wanted, long limit);

    /// Takes back what was counted in advance and was not needed.
    ///
    /// @throws StoreException if the database cannot be asked; it may have been taken back
    void giveBack(UUID counter, LocalDate day, long amount);

    /// What has been counted on this day.
    ///
    /// @throws StoreException if the database cannot be asked
    long total(UUID counter, LocalDate day);

    /// What came of it.
    ///
    /// @param added at most what was wanted
    /// @param total with what was added
    record Count(long added, long total) {}
}
