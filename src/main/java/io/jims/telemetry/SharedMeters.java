package io.jims.telemetry;

import io.helidon.metrics.api.Meter;
import io.helidon.metrics.api.MetricsFactory;
import io.helidon.metrics.api.Tag;
import io.jims.observe.Metric;
import io.jims.observe.MetricName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/// Exposes the [io.jims.observe.Metric]s of this process, summed up by name and label. Only
/// registered ones are shown: a gauge that is always 0 would look like a failure.
///
/// Guarded by the lock of its [ProcessMeters]; scrapes read without it.
final class SharedMeters {
    private final MeterRegistration meters;
    private final Map<Series, Sum> sums = new HashMap<>();

    SharedMeters(MeterRegistration meters) {
        this.meters = meters;
    }

    void add(Metric metric) {
        Series series = new Series(metric.name(), metric.labels());
        Sum sum = sums.get(series);
        if (sum == null) {
            List<LongSupplier> values = new CopyOnWriteArrayList<>(List.of(metric.value()));
            sums.put(series, new Sum(values, register(metric, values)));
        } else {
            sum.values().add(metric.value());
        }
    }

    void remove(Metric metric) {
        Series series = new Series(metric.name(), metric.labels());
        Sum sum = sums.get(series);
        if (sum != null && sum.values().remove(metric.value()) && sum.values().isEmpty()) {
            sums.remove(series);
            meters.registry().remove(sum.meter());
        }
    }

    private Meter register(Metric metric, List<LongSupplier> values) {
        MetricsFactory factory = meters.factory();
        List<Tag> tags =
                metric.labels().entrySet().stream()
                        .map(label -> Tag.create(label.getKey(), label.getValue()))
                        .toList();
        return switch (metric.name().kind()) {
            case GAUGE ->
                    meters.register(
                            factory.gaugeBuilder(metric.name().text(), () -> total(values))
                                    .description(metric.name().description())
                                    .tags(tags));
            case COUNTER ->
                    meters.register(
                            factory.functionalCounterBuilder(
                                            metric.name().text(), values, SharedMeters::total)
                                    .description(metric.name().description())
                                    .tags(tags));
        };
    }

    private static long total(List<LongSupplier> values) {
        return values.stream().mapToLong(LongSupplier::getAsLong).sum();
    }

    private record Series(MetricName name, Map<String, String> labels) {}

    private record Sum(List<LongSupplier> values, Meter meter) {}
}
