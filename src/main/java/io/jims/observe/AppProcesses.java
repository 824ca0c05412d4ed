package io.jims.observe;

import java.util.List;

/// The processes that an app runs beside this one, as the operator sees them. Safe for all threads.
public interface AppProcesses extends AutoCloseable {
    /// How many of them can answer at present; cheap.
    int up();

    /// How often one that had ended was started again; cheap, never falls.
    long restarts();

    /// Returns if the app can answer at present.
    ///
    /// @throws IllegalStateException saying what is wrong
    void check();

    /// Both, for the metrics.
    default List<Metric> metrics() {
        return List.of(
                Metric.of(MetricName.APP_WORKERS_UP, this::up),
                Metric.of(MetricName.APP_WORKER_RESTARTS, this::restarts));
    }

    /// Ends them; what they are still at fails. Returns when they have ended.
    @Override
    void close();
}
