package io.jims.cli;

import java.util.Map;
import java.util.function.Function;

/// Where failures and traces go.
///
/// @param sentryMessages whether Sentry gets to see what visitors wrote
/// @param sentry Sentry's own variables: `SENTRY_DSN` and the like
/// @param openTelemetry OpenTelemetry's own variables: `OTEL_EXPORTER_OTLP_ENDPOINT` and the like
public record TelemetrySettings(
        boolean enableSentry,
        boolean sentryMessages,
        Map<String, String> sentry,
        Map<String, String> openTelemetry) {
    /// Takes them from the flags and the environment.
    ///
    /// @throws UsageException for the first value that is not allowed
    public static TelemetrySettings read(
            Function<Flag, SettingValue> values, Environment environment) {
        return new TelemetrySettings(
                values.apply(Flag.ENABLE_SENTRY).toBoolean(),
                values.apply(Flag.SENTRY_MESSAGES).toBoolean(),
                environment.startingWith("SENTRY_"),
                environment.startingWith("OTEL_"));
    }
}
