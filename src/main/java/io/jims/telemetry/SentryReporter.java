package io.jims.telemetry;

import io.jims.core.RunObserver;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.SentryOptions;
import java.time.Duration;
import java.util.Map;

/// Reports failures of pipelines to Sentry: the exception, the app and the last digits of the
/// thread's id; nothing that a visitor wrote, and nothing of who they are. The exception's own
/// message is sent as the pipeline's author wrote it.
///
/// One at a time in a process, as the library has it. Safe for all threads; reporting does not wait
/// for the network.
public final class SentryReporter implements RunObserver {
    private static final String DSN = "SENTRY_DSN";
    private static final String ENVIRONMENT = "SENTRY_ENVIRONMENT";
    private static final Duration FLUSH_TIMEOUT = Duration.ofSeconds(5);

    private SentryReporter() {}

    /// Starts to report.
    ///
    /// @param environment the variables of the process: `SENTRY_DSN`, and `SENTRY_ENVIRONMENT`
    ///   where it is not `production`
    /// @throws IllegalArgumentException with one line for the operator if the DSN is missing or no
    ///   DSN
    public static SentryReporter start(Map<String, String> environment) {
        String dsn = environment.getOrDefault(DSN, "").strip();
        if (dsn.isEmpty()) {
            throw new IllegalArgumentException("--enable-sentry needs " + DSN + " to be set");
        }
        try {
            Sentry.init(options -> configure(options, dsn, environment), true);
        } catch (IllegalArgumentException e) {
            // The cause stays out: it would write the key into the log.
            throw new IllegalArgumentException(
                    DSN + " is malformed; expected https://<key>@<host>/<project number>");
        }
        return new SentryReporter();
    }

    /// Queues a report where the run failed; where the queue is full, drops it.
    @Override
    public void onRunEnded(RunReport report) {
        Throwable failure = report.failure();
        if (failure != null) {
            SentryEvent event = new SentryEvent(failure);
            event.setTag("app", report.app());
            event.setTag("thread", report.thread().toString());
            Sentry.captureEvent(event);
        }
    }

    /// Sends what is queued, for up to 5 s, and ends.
    public void stop() {
        Sentry.close();
    }

    private static void configure(
            SentryOptions options, String dsn, Map<String, String> environment) {
        options.setDsn(dsn);
        String name = environment.getOrDefault(ENVIRONMENT, "").strip();
        if (!name.isEmpty()) {
            options.setEnvironment(name);
        }
        options.setSendDefaultPii(false);
        options.setAttachServerName(false);
        options.setEnableUncaughtExceptionHandler(false);
        options.setEnableShutdownHook(false);
        options.setEnableAutoSessionTracking(false);
        options.setSendModules(false);
        options.setMaxBreadcrumbs(0);
        options.setShutdownTimeoutMillis(FLUSH_TIMEOUT.toMillis());
        options.setFlushTimeoutMillis(0); // a second wait after that one, 15 s unless told
        options.setConnectionTimeoutMillis((int) FLUSH_TIMEOUT.toMillis());
        options.setReadTimeoutMillis((int) FLUSH_TIMEOUT.toMillis());
    }
}
