package io.jims.telemetry;

import io.jims.core.Span;
import io.jims.observe.RunObserver;
import io.jims.observe.Tracer;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.SentryOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Reports to Sentry: failures of pipelines with the exception, the app and the last digits of the
/// thread's id, and each run as a transaction. Visitors' messages are sent only if configured, and
/// nothing about who they are. The exception's message is sent as the pipeline's author wrote it.
///
/// The library allows one in a process. Safe for all threads; reporting does not wait for the
/// network.
public final class SentryReporter implements RunObserver, Tracer {
    private static final String DSN = "SENTRY_DSN";
    private static final String ENVIRONMENT = "SENTRY_ENVIRONMENT";
    private static final String SAMPLE_RATE = "SENTRY_TRACES_SAMPLE_RATE";
    private static final Duration FLUSH_TIMEOUT = Duration.ofSeconds(5);

    private final boolean messages;

    private SentryReporter(boolean messages) {
        this.messages = messages;
    }

    /// Starts to report.
    ///
    /// @param environment the variables of the process: `SENTRY_DSN`, `SENTRY_ENVIRONMENT` where it
    ///   is not `production`, and `SENTRY_TRACES_SAMPLE_RATE` where fewer than all runs are to be
    ///   transactions
    /// @param messages whether a failure includes the visitor's message
    /// @throws IllegalArgumentException with one line for the operator if the DSN is missing or no
    ///   DSN, or the rate is none
    public static SentryReporter start(Map<String, String> environment, boolean messages) {
        String dsn = environment.getOrDefault(DSN, "").strip();
        if (dsn.isEmpty()) {
            throw new IllegalArgumentException("--enable-sentry needs " + DSN + " to be set");
        }
        double sampleRate = sampleRate(environment.getOrDefault(SAMPLE_RATE, "1"));
        try {
            Sentry.init(options -> configure(options, dsn, environment, sampleRate), true);
        } catch (IllegalArgumentException e) {
            // The cause stays out: it would write the key into the log.
            throw new IllegalArgumentException(
                    DSN + " is malformed; expected https://<key>@<host>/<project number>");
        }
        return new SentryReporter(messages);
    }

    /// Queues a report if the run failed; drops it if the queue is full.
    @Override
    public void onRunEnded(RunReport report) {
        Throwable failure = report.failure();
        if (failure != null) {
            SentryEvent event = new SentryEvent(failure);
            event.setTag("jims.pipeline", report.app());
            event.setTag("jims.thread.id", report.thread().toString());
            if (messages && report.question() != null) {
                event.setExtra("message", report.question());
            }
            Sentry.captureEvent(event);
        }
    }

    @Override
    public Span trace(Function<String, Optional<String>> carrier) {
        return SentrySpan.ROOT;
    }

    /// Sends the queue, for up to 5 s, and ends.
    public void stop() {
        Sentry.close();
    }

    private static double sampleRate(String text) {
        try {
            double rate = Double.parseDouble(text);
            if (rate >= 0 && rate <= 1) {
                return rate;
            }
        } catch (NumberFormatException e) {
            throw refuse(text);
        }
        throw refuse(text);
    }

    private static IllegalArgumentException refuse(String sampleRate) {
        return new IllegalArgumentException(
                SAMPLE_RATE + ": '" + sampleRate + "' is not allowed; give a number from 0 to 1");
    }

    @SuppressWarnings("deprecation") // its successor leaves open what it collects by default
    private static void configure(
            SentryOptions options, String dsn, Map<String, String> environment, double sampleRate) {
        options.setDsn(dsn);
        options.setTracesSampleRate(sampleRate);
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
