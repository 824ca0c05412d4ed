package io.jims.observe;

import java.time.Duration;

/// Observes the outcome of every transaction of a store, for metrics. Called on any thread; must
/// neither throw nor block.
@FunctionalInterface
public interface StoreObserver {
    StoreObserver NONE = (writes, duration) -> {};

    /// Writes were committed.
    ///
    /// @param writes number of callers' writes in the transaction
    /// @param duration from its begin until it was on disk
    void onCommit(int writes, Duration duration);

    /// Writes failed, and their callers got an exception.
    ///
    /// @param writes number of callers' writes
    default void onFailure(int writes) {}
}
