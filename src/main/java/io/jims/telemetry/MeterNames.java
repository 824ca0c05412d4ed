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

    /// Counts as `llm_calls_total{model}`.
    static final String LLM_CALLS = "llm_calls";

    /// Counts as `llm_usage_prompt_tokens_total{model}`.
    static final String LLM_PROMPT_TOKENS = "llm_usage_prompt_tokens";

    /// Counts as `llm_usage_completion_tokens_total{model}`.
    static final String LLM_COMPLETION_TOKENS = "llm_usage_completion_tokens";

    /// A gauge.
    static final String APP_WORKERS_UP = "jims_app_workers_up";

    /// Counts as `jims_app_worker_restarts_total`.
    static final String APP_WORKER_RESTARTS = "jims_app_worker_restarts";

    static final String STATUS = "status";
    static final String PIPELINE = "pipeline";
    static final String OUTCOME = "outcome";
    static final String MODEL = "model";

    private MeterNames() {}
}
