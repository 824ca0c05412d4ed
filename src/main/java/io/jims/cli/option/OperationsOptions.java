package io.jims.cli.option;

import io.jims.cli.value.Bounds;
import io.jims.cli.value.Converters;
import io.jims.cli.value.Given;
import io.jims.cli.value.Switch;
import io.jims.logging.LogFormat;
import io.jims.logging.LogSettings;
import io.jims.server.TelemetrySettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The flags for logs, metrics and error reports.
public final class OperationsOptions {
    private static final String METRICS_PORT = "--metrics-port";

    @Option(
            names = "--metrics-host",
            paramLabel = "<host>",
            converter = Converters.Host.class,
            description =
                    "Address or name of the interface on which metrics and health are "
                            + "served; where none is given, that of --host.")
    @Nullable String metricsHost;

    @Option(
            names = METRICS_PORT,
            paramLabel = "<port>",
            defaultValue = "8001",
            description = "Port of Prometheus metrics; 0 takes a free one.")
    @Bounds(from = "0", to = "65535")
    int metricsPort;

    @Option(
            names = "--enable-sentry",
            arity = "0..1",
            fallbackValue = Switch.ON,
            defaultValue = Switch.OFF,
            description =
                    "Reports failed answers, and how long each took, to Sentry, whose DSN is "
                            + "in SENTRY_DSN.")
    Switch enableSentry;

    @Option(
            names = "--sentry-messages",
            arity = "0..1",
            fallbackValue = Switch.ON,
            defaultValue = Switch.OFF,
            description = "Shows Sentry the visitor's message that was not answered.")
    Switch sentryMessages;

    @Option(
            names = "--log-format",
            paramLabel = "<format>",
            defaultValue = "text",
            description = "How the log is written, one line an event: text, or json.")
    LogFormat logFormat;

    @Option(
            names = "--access-log",
            arity = "0..1",
            fallbackValue = Switch.ON,
            defaultValue = Switch.OFF,
            description = "Logs every request and connection.")
    Switch accessLog;

    @Mixin private final VerboseOption verbose = new VerboseOption();

    /// The port of the metrics. The host of metrics and health.
    ///
    /// @param serverHost that of the server
    public String metricsHost(String serverHost) {
        return metricsHost == null ? serverHost : metricsHost;
    }

    /// The port of metrics and health.
    ///
    /// @throws io.jims.server.SettingException if the server's port is the same
    public int metricsPort(Given given, int serverPort) {
        if (metricsPort != 0 && metricsPort == serverPort) {
            throw given.value(METRICS_PORT, String.valueOf(metricsPort))
                    .refuse("another one than --port has, or 0 for a free one");
        }
        return metricsPort;
    }

    public TelemetrySettings telemetry(Given given) {
        return new TelemetrySettings(
                enableSentry.isOn(),
                sentryMessages.isOn(),
                given.environment().startingWith("SENTRY_"),
                given.environment().startingWith("OTEL_"));
    }

    public LogSettings log() {
        return new LogSettings(logFormat, verbose.isOn(), accessLog.isOn());
    }
}
