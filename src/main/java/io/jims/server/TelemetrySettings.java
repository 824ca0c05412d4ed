package io.jims.server;

import java.util.Map;

/// Settings of error reports and traces.
///
/// @param sentryMessages whether reports to Sentry include visitors' messages
/// @param sentry Sentry's own variables: `SENTRY_DSN` and the like
/// @param openTelemetry OpenTelemetry's own variables: `OTEL_EXPORTER_OTLP_ENDPOINT` and the like
public record TelemetrySettings(
        boolean enableSentry,
        boolean sentryMessages,
        Map<String, String> sentry,
        Map<String, String> openTelemetry) {
    public TelemetrySettings {
        sentry = Map.copyOf(sentry);
        openTelemetry = Map.copyOf(openTelemetry);
    }
}
