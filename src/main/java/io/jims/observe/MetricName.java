package io.jims.observe;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The name of a [Metric]. The constants belong to the server's parts; dashboards and alerts rely
/// on them.
///
/// @param text as Prometheus writes it, of a counter without its `_total`
/// @param description one sentence for the operator
/// @param label that distinguishes the values; null if there is only one
public record MetricName(Kind kind, String text, String description, @Nullable String label) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]*");

    public static final MetricName SOCKETS_OPEN =
            gauge("jims_widget_sockets_open", "WebSocket connections that are open");

    public static final MetricName CONNECTIONS_OPEN =
            gauge(
                    "jims_widget_connections_open",
                    "Connections that are open, WebSockets among them");

    public static final MetricName BAD_REQUESTS =
            counter(
                    "jims_widget_bad_requests",
                    "Requests that were refused because they are no HTTP that is understood");

    public static final MetricName HANDSHAKES_REFUSED =
            counter(
                    "jims_widget_handshakes_refused",
                    "WebSocket handshakes that were refused, by HTTP status",
                    "status");

    public static final MetricName ASSETS_SERVED =
            counter(
                    "jims_widget_assets_served",
                    "Requests for the widget's files that were answered",
                    "asset");

    public static final MetricName RECONNECTS =
            counter(
                    "jims_widget_reconnects",
                    "Clients that went on with a thread that they had before");

    public static final MetricName MESSAGES =
            counter(
                    "jims_widget_messages",
                    "Messages of visitors, by what became of them",
                    "outcome");

    public static final MetricName FEEDBACK =
            counter(
                    "jims_widget_feedback",
                    "Ratings of answers that were stored, by what visitors think",
                    "rating");

    public static final MetricName UPLOADS =
            counter("jims_widget_uploads", "Files of visitors, by what became of them", "outcome");

    public static final MetricName UPLOADED_BYTES =
            counter("jims_widget_uploaded_bytes", "Bytes of files of visitors that were stored");

    public static final MetricName GUARDED =
            counter(
                    "jims_widget_guarded",
                    "Texts that a guard did not let pass as they were, by what it said",
                    "verdict");

    public static final MetricName WEBHOOK_ATTEMPTS =
            counter(
                    "jims_widget_webhook_attempts",
                    "Attempts to tell the webhook's receiver of an event, by what became of them",
                    "outcome");

    public static final MetricName WEBHOOK_LOST =
            counter("jims_widget_webhook_lost", "Events that the webhook's receiver is never told");

    public static final MetricName WEBHOOK_QUEUE =
            gauge(
                    "jims_widget_webhook_queue",
                    "Events that the webhook has still to tell, or to pass over");

    public static final MetricName WEBHOOK_OLDEST =
            gauge(
                    "jims_widget_webhook_oldest_seconds",
                    "Age of the oldest event that the webhook has still to tell; 0 for none");

    public static final MetricName REJECTED =
            counter(
                    "jims_widget_rejected",
                    "Messages and other frames that were rejected",
                    "reason");

    public static final MetricName BACKLOG =
            gauge("jims_widget_backlog", "Conversations that are being answered or wait for it");

    public static final MetricName BACKLOG_LIMIT =
            gauge(
                    "jims_widget_backlog_limit",
                    "What they may be (--max-runs and --max-waiting-runs)");

    public static final MetricName HISTORY_CACHE =
            gauge(
                    "jims_widget_history_cache_bytes",
                    "Memory that the histories of open threads take");

    public static final MetricName HISTORY_CACHE_LIMIT =
            gauge(
                    "jims_widget_history_cache_limit_bytes",
                    "What it may be (--history-cache, and a quarter of the heap at most)");

    public static final MetricName RUNS_RUNNING =
            gauge("jims_widget_runs_running", "Runs of pipelines under way (at most --max-runs)");

    public static final MetricName RUNS_WAITING =
            gauge("jims_widget_runs_waiting", "Runs of pipelines that wait for a free slot");

    public static final MetricName DAILY_MESSAGES =
            gauge("jims_widget_daily_messages", "Messages of this day (UTC) that were taken");

    public static final MetricName DAILY_MESSAGES_LIMIT =
            gauge(
                    "jims_widget_daily_messages_limit",
                    "What they may be (--daily-messages); 0 is no limit");

    public static final MetricName DAILY_TOKENS =
            gauge(
                    "jims_widget_daily_tokens",
                    "Tokens of language models that this day (UTC) has cost");

    public static final MetricName DAILY_TOKENS_LIMIT =
            gauge(
                    "jims_widget_daily_tokens_limit",
                    "What they may be (--daily-tokens); 0 is no limit");

    public static final MetricName APP_WORKERS_UP =
            gauge("jims_app_workers_up", "Processes of the app that can answer");

    public static final MetricName APP_WORKER_RESTARTS =
            counter("jims_app_worker_restarts", "Processes of the app that were started again");

    public static final MetricName JVM_THREADS =
            gauge("jvm_threads_current", "Platform threads, daemons among them");

    public static final MetricName JVM_DAEMON_THREADS =
            gauge("jvm_threads_daemon", "Platform threads that are daemons");

    public static final MetricName JVM_PEAK_THREADS =
            gauge("jvm_threads_peak", "Most platform threads at once since the start");

    public static final MetricName JVM_CLASSES =
            gauge("jvm_classes_currently_loaded", "Classes that are loaded");

    /// The type of the metric.
    public enum Kind {
        /// It can rise and fall.
        GAUGE,
        /// It only rises.
        COUNTER
    }

    public MetricName {
        if (!FORM.matcher(text).matches() || text.endsWith("_total")) {
            throw new IllegalArgumentException("not the name of a metric: " + text);
        }
    }

    public static MetricName gauge(String text, String description) {
        return new MetricName(Kind.GAUGE, text, description, null);
    }

    public static MetricName counter(String text, String description) {
        return new MetricName(Kind.COUNTER, text, description, null);
    }

    public static MetricName counter(String text, String description, String label) {
        return new MetricName(Kind.COUNTER, text, description, label);
    }
}
