package io.jims.telemetry;

import java.util.List;
import java.util.Map;

/// Whether OpenTelemetry's variables enable traces. Separate from [Tracing], so that no class of
/// OpenTelemetry is loaded if they do not.
public final class TraceVariables {
    private static final List<String> ENDPOINTS =
            List.of("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");

    private TraceVariables() {}

    /// True if an endpoint or a traces exporter is set, unless the exporter is `none` or
    /// `OTEL_SDK_DISABLED` is `true`.
    public static boolean isWanted(Map<String, String> variables) {
        String exporter = variables.getOrDefault("OTEL_TRACES_EXPORTER", "").strip();
        boolean disabled = "true".equalsIgnoreCase(variables.get("OTEL_SDK_DISABLED"));
        if (disabled || exporter.equals("none")) {
            return false;
        }
        return !exporter.isEmpty()
                || ENDPOINTS.stream().anyMatch(name -> !variables.getOrDefault(name, "").isBlank());
    }
}
