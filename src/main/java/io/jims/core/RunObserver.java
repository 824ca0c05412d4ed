package io.jims.core;

import java.time.Duration;

/// Is told of every run that ended, for metrics. Called on any thread; must neither throw nor
/// block.
@FunctionalInterface
public interface RunObserver {
    RunObserver NONE = (app, success, duration) -> {};

    void onRunEnded(String app, boolean success, Duration duration);
}
