package io.jims.telemetry;

import io.jims.core.Span;
import io.jims.observe.Tracer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Sends spans to an OpenTelemetry collector, configured by OpenTelemetry's own variables. Loads
/// none of its classes unless [TraceVariables#isWanted]. Safe for all threads; a span never waits
/// for the network.
public final class Tracing implements Tracer {
    private static final long FLUSH_SECONDS = 5;
    private static final String NAME = "jims-widget";

    /// Defaults: no metrics, which Prometheus scrapes; no logs, which are on standard error; and
    /// HTTP, since gRPC would need another library.
    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "otel.service.name", NAME,
                    "otel.metrics.exporter", "none",
                    "otel.logs.exporter", "none",
                    "otel.exporter.otlp.protocol", "http/protobuf");

    private final OpenTelemetrySdk sdk;
    private final TextMapPropagator propagator;
    private final io.opentelemetry.api.trace.Tracer tracer;

    private Tracing(OpenTelemetrySdk sdk) {
        this.sdk = sdk;
        this.propagator = sdk.getPropagators().getTextMapPropagator();
        this.tracer = ((OpenTelemetry) sdk).getTracer(NAME);
    }

    /// Starts to send spans.
    ///
    /// @param variables OpenTelemetry's: `OTEL_EXPORTER_OTLP_ENDPOINT` and the like
    /// @throws IllegalArgumentException with one line for the operator if one is not allowed
    public static Tracing start(Map<String, String> variables) {
        Map<String, String> properties = new HashMap<>(DEFAULTS);
        variables.forEach((name, value) -> properties.put(property(name), value));
        requireHttp(properties);
        try {
            return new Tracing(
                    AutoConfiguredOpenTelemetrySdk.builder()
                            .addPropertiesCustomizer(given -> properties)
                            .disableShutdownHook()
                            .build()
                            .getOpenTelemetrySdk());
        } catch (ConfigurationException | IllegalArgumentException e) {
            throw new IllegalArgumentException("tracing (OTEL_…): " + e.getMessage(), e);
        }
    }

    @Override
    public Span trace(Function<String, Optional<String>> carrier) {
        return new TracedSpan(
                tracer, propagator, propagator.extract(Context.root(), carrier, Carrier.GETTER));
    }

    /// Sends the queue, for up to 5 s, and ends.
    public void stop() {
        sdk.getSdkTracerProvider().shutdown().join(FLUSH_SECONDS, TimeUnit.SECONDS);
    }

    private static String property(String variable) {
        return variable.toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private static void requireHttp(Map<String, String> properties) {
        for (String name :
                List.of("otel.exporter.otlp.protocol", "otel.exporter.otlp.traces.protocol")) {
            String protocol = properties.getOrDefault(name, "http/protobuf");
            if (!protocol.equals("http/protobuf")) {
                throw new IllegalArgumentException(
                        name.toUpperCase(Locale.ROOT).replace('.', '_')
                                + ": '"
                                + protocol
                                + "' is not allowed; give http/protobuf (on port 4318, as a rule)");
            }
        }
    }

    /// Reads the trace context of a request.
    private enum Carrier implements TextMapGetter<Function<String, Optional<String>>> {
        GETTER;

        @Override
        public @Nullable String get(
                @Nullable Function<String, Optional<String>> carrier, String name) {
            return carrier == null ? null : carrier.apply(name).orElse(null);
        }
    }
}
