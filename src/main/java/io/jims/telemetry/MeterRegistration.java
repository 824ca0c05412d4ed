package io.jims.telemetry;

import io.helidon.metrics.api.Meter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.MetricsFactory;

/// Where meters are registered. Safe for all threads.
interface MeterRegistration {
    /// Finds the meter of the builder's name and labels, or registers it. Slow: keep what it
    /// returns.
    <B extends Meter.Builder<B, M>, M extends Meter> M register(B builder);

    /// Makes the builders.
    MetricsFactory factory();

    MeterRegistry registry();
}
