package io.jims.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Is told of every run that ended, for metrics and error reports. Called on any thread; must
/// neither throw nor block.
@FunctionalInterface
public interface RunObserver {
    RunObserver NONE = report -> {};

    void onRunEnded(RunReport report);

    /// How a run ended.
    ///
    /// @param app the app's name
    /// @param duration of the pipeline alone, without its wait for a free slot
    /// @param failure what it threw, or the timeout that ended it; null where it succeeded
    record RunReport(String app, ThreadId thread, Duration duration, @Nullable Throwable failure) {}
}
