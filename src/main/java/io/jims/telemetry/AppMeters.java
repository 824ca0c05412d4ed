package io.jims.telemetry;

import io.helidon.metrics.api.Meter;
import io.helidon.metrics.api.MetricsFactory;
import io.jims.core.AppProcesses;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The processes of the apps that have some, added up at each scrape. Registered with the first of
/// them: a gauge that is always 0 would look like a failure.
///
/// Safe for all threads.
final class AppMeters {
    private final List<AppProcesses> sources = new CopyOnWriteArrayList<>();

    static boolean isOne(Meter meter) {
        String name = meter.id().name();
        return name.equals(MeterNames.APP_WORKERS_UP)
                || name.equals(MeterNames.APP_WORKER_RESTARTS);
    }

    void add(AppProcesses source, ProcessMeters meters) {
        sources.add(source);
        MetricsFactory factory = meters.factory();
        meters.register(
                factory.gaugeBuilder(MeterNames.APP_WORKERS_UP, this::up)
                        .description("Processes of the app that can answer"));
        meters.register(
                factory.functionalCounterBuilder(
                                MeterNames.APP_WORKER_RESTARTS, this, AppMeters::restarts)
                        .description("Processes of the app that were started again"));
    }

    void remove(AppProcesses source) {
        sources.remove(source);
    }

    private int up() {
        return sources.stream().mapToInt(AppProcesses::up).sum();
    }

    private long restarts() {
        return sources.stream().mapToLong(AppProcesses::restarts).sum();
    }
}
