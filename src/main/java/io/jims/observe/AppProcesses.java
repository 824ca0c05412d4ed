package io.jims.observe;

import java.util.List;

/// The child processes of an app, for the operator. Safe for all threads.
public interface AppProcesses extends AutoCloseable {
    /// How many can answer now; cheap.
    int up();

    /// How many were restarted since the start; cheap, never falls.
    long restarts();

    /// Returns if the app can answer now.
    ///
    /// @throws IllegalStateException saying what is wrong
    void check();

    /// Both counts, as metrics.
    default List<Metric> metrics() {
        return List.of(
                Metric.of(MetricName.APP_WORKERS_UP, this::up),
                Metric.of(MetricName.APP_WORKER_RESTARTS, this::restarts));
    }

    /// Ends the processes; their pending work fails. Returns when they have ended.
    @Override
    void close();
}
