package io.jims.telemetry;

import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;

/// A [HealthProbe] as a check of Helidon's health observer.
final class ProbeCheck implements HealthCheck {
    private final HealthProbe probe;

    ProbeCheck(HealthProbe probe) {
        this.probe = probe;
    }

    @Override
    public HealthCheckType type() {
        return HealthCheckType.READINESS;
    }

    @Override
    public String name() {
        return probe.name();
    }

    /// Catches every failure of the probe: Helidon would log its stack trace on each request, and
    /// answer 500.
    @Override
    public HealthCheckResponse call() {
        try {
            probe.check().run();
            HealthCheckResponse.Builder response = HealthCheckResponse.builder().status(true);
            probe.details().get().forEach(response::detail);
            return response.build();
        } catch (RuntimeException e) {
            String message = e.getMessage();
            return HealthCheckResponse.builder()
                    .status(false)
                    .detail("error", message == null ? e.getClass().getSimpleName() : message)
                    .build();
        }
    }
}
