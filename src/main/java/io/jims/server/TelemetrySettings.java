package io.jims.server;

import java.util.Map;

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
    public TelemetrySettings {
        sentry = Map.copyOf(sentry);
        openTelemetry = Map.copyOf(openTelemetry);
    }
}
