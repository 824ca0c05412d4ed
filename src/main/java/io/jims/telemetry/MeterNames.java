package io.jims.telemetry;

import java.util.Set;

/// The names of the meters kept here, in addition to those of [io.jims.observe.MetricName].
/// Dashboards and alerts rely on them.
///
/// The registry appends `_total` to counters and `_seconds` to timers.
final class MeterNames {
    /// Counts as `jims_pipeline_runs_total{status,pipeline}`.
    static final String RUNS = "jims_pipeline_runs";

    /// A histogram, `jims_pipeline_run_duration_seconds{status,pipeline}`.
    static final String RUN_DURATION = "jims_pipeline_run_duration";

    /// A histogram, `jims_widget_first_piece_seconds`.
    static final String FIRST_PIECE = "jims_widget_first_piece";

    /// A histogram, `jims_widget_store_commit_seconds`.
    static final String STORE_COMMIT = "jims_widget_store_commit";

    /// A histogram.
    static final String STORE_BATCH = "jims_widget_store_batch_writes";

    /// Counts as `jims_widget_store_failed_writes_total`.
    static final String STORE_FAILED = "jims_widget_store_failed_writes";

    /// Counts as `llm_calls_total{model}`.
    static final String LLM_CALLS = "llm_calls";

    /// Counts as `llm_usage_prompt_tokens_total{model}`.
    static final String LLM_PROMPT_TOKENS = "llm_usage_prompt_tokens";

    /// Counts as `llm_usage_completion_tokens_total{model}`.
    static final String LLM_COMPLETION_TOKENS = "llm_usage_completion_tokens";

    static final String STATUS = "status";
    static final String PIPELINE = "pipeline";
    static final String MODEL = "model";

    /// All of these meters.
    static final Set<String> ALL =
            Set.of(
                    RUNS,
                    RUN_DURATION,
                    FIRST_PIECE,
                    STORE_COMMIT,
                    STORE_BATCH,
                    STORE_FAILED,
                    LLM_CALLS,
                    LLM_PROMPT_TOKENS,
                    LLM_COMPLETION_TOKENS);

    private MeterNames() {}
}
