package io.jims.telemetry;

import io.helidon.config.Config;
import io.helidon.metrics.api.BuiltInMeterNameFormat;
import io.helidon.metrics.api.Meter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.MetricsConfig;
import io.helidon.metrics.api.MetricsFactory;
import io.helidon.metrics.api.SystemTagsManager;
import io.helidon.metrics.spi.MetersProvider;
import io.helidon.service.registry.Services;
import io.jims.observe.Metric;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The meter registry of this process, shared by all its [Telemetry] instances: Helidon keeps the
/// meters of all registries in one place, so equal names would collide. It is cleared when its last
/// user releases it; the next one starts from zero.
///
/// Safe for all threads.
final class ProcessMeters implements MeterRegistration {
    private static final ReentrantLock LOCK = new ReentrantLock();

    /// Independent of `application.yaml` and the environment, and without the labels `scope` and
    /// `app` that Helidon adds by default.
    private static final MetricsConfig CONFIG =
            MetricsConfig.builder()
                    .config(Config.empty())
                    .scoping(scoping -> scoping.clearTagName().clearDefaultValue())
                    .clearAppTagName()
                    .builtInMeterNameFormat(BuiltInMeterNameFormat.SNAKE)
                    .warnOnMultipleRegistries(false)
                    .build();

    private static @Nullable ProcessMeters instance;

    private final MetricsFactory factory;
    private final MeterRegistry registry;
    private final SharedMeters shared = new SharedMeters(this);
    private int users;

    private ProcessMeters() {
        factory = Services.get(MetricsFactory.class);
        registry = factory.createMeterRegistry(CONFIG);
        for (MetersProvider provider : ServiceLoader.load(MetersProvider.class)) {
            provider.meterBuilders(factory).stream()
                    .filter(builder -> !JvmMetrics.replace(builder.name()))
                    .forEach(this::registerAny);
        }
        show(JvmMetrics.all());
    }

    /// Each call must be followed by one of [#release()].
    static ProcessMeters acquire() {
        LOCK.lock();
        try {
            ProcessMeters meters = instance;
            if (meters == null) {
                meters = new ProcessMeters();
                instance = meters;
            }
            meters.users++;
            return meters;
        } finally {
            LOCK.unlock();
        }
    }

    void release() {
        LOCK.lock();
        try {
            if (--users == 0) {
                registry.meters(meter -> MeterNames.ALL.contains(meter.id().name()))
                        .forEach(registry::remove);
            }
        } finally {
            LOCK.unlock();
        }
    }

    @Override
    public <B extends Meter.Builder<B, M>, M extends Meter> M register(B builder) {
        LOCK.lock();
        try {
            // Which labels are added is a setting of the process, and building any other Helidon
            // registry sets it back.
            SystemTagsManager.instance(CONFIG);
            return registry.getOrCreate(builder);
        } finally {
            LOCK.unlock();
        }
    }

    @Override
    public MetricsFactory factory() {
        return factory;
    }

    @Override
    public MeterRegistry registry() {
        return registry;
    }

    /// Shows these metrics until [#hide].
    void show(List<Metric> metrics) {
        LOCK.lock();
        try {
            metrics.forEach(shared::add);
        } finally {
            LOCK.unlock();
        }
    }

    void hide(List<Metric> metrics) {
        LOCK.lock();
        try {
            metrics.forEach(shared::remove);
        } finally {
            LOCK.unlock();
        }
    }

    @SuppressWarnings({"rawtypes", "unchecked"}) // the builders come without their own type
    private void registerAny(Meter.Builder builder) {
        register(builder);
    }
}
