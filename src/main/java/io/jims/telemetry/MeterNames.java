package io.jims.telemetry;

/// What the meters are called. Promised to dashboards and alerts: a change breaks them.
///
/// The registry appends `_total` to counters and `_seconds` to timers.
final class MeterNames {
    /// Counts as `jims_pipeline_runs_total{status,pipeline}`.
    static final String RUNS = "jims_pipeline_runs";

    /// A histogram, `jims_pipeline_run_duration_seconds{status,pipeline}`.
    static final String RUN_DURATION = "jims_pipeline_run_duration";

    /// A gauge.
    static final String SOCKETS_OPEN = "jims_widget_sockets_open";

    /// Counts as `jims_widget_messages_total{outcome}`.
    static final String MESSAGES = "jims_widget_messages";

    static final String STATUS = "status";
    static final String PIPELINE = "pipeline";
    static final String OUTCOME = "outcome";

    private MeterNames() {}
}
