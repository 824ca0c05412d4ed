package io.jims.observe;

import java.time.Duration;

/// Is told what became of every transaction of a store, for metrics. Called on any thread; must
/// neither throw nor block.
@FunctionalInterface
public interface StoreObserver {
    StoreObserver NONE = (writes, duration) -> {};

    /// Writes are on disk.
    ///
    /// @param writes how many callers' writes the transaction held
    /// @param duration from its begin until the disk had it
    void onCommit(int writes, Duration duration);

    /// Writes are not on disk, and their callers were told so.
    ///
    /// @param writes how many callers' writes
    default void onFailure(int writes) {}
}
