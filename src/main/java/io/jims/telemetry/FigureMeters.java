package io.jims.telemetry;

import io.helidon.metrics.api.Meter;
import io.helidon.metrics.api.MetricsFactory;
import io.helidon.metrics.api.Tag;
import io.jims.observe.Figure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/// Shows what the parts of this process keep for the operator, added up where several keep the
/// same. Only what somebody keeps is shown: a gauge that is always 0 would look like a failure.
///
/// Guarded by the lock of its [ProcessMeters]; scrapes read without it.
final class FigureMeters {
    private final MeterRegistration meters;
    private final Map<Series, Sum> sums = new HashMap<>();

    FigureMeters(MeterRegistration meters) {
        this.meters = meters;
    }

    void add(Figure figure) {
        Series series = new Series(figure.name(), figure.labels());
        Sum sum = sums.get(series);
        if (sum == null) {
            List<LongSupplier> values = new CopyOnWriteArrayList<>(List.of(figure.value()));
            sums.put(series, new Sum(values, register(figure, values)));
        } else {
            sum.values().add(figure.value());
        }
    }

    void remove(Figure figure) {
        Series series = new Series(figure.name(), figure.labels());
        Sum sum = sums.get(series);
        if (sum != null && sum.values().remove(figure.value()) && sum.values().isEmpty()) {
            sums.remove(series);
            meters.registry().remove(sum.meter());
        }
    }

    private Meter register(Figure figure, List<LongSupplier> values) {
        MetricsFactory factory = meters.factory();
        List<Tag> tags =
                figure.labels().entrySet().stream()
                        .map(label -> Tag.create(label.getKey(), label.getValue()))
                        .toList();
        return switch (figure.kind()) {
            case GAUGE ->
                    meters.register(
                            factory.gaugeBuilder(figure.name(), () -> total(values))
                                    .description(figure.description())
                                    .tags(tags));
            case COUNTER ->
                    meters.register(
                            factory.functionalCounterBuilder(
                                            figure.name(), values, FigureMeters::total)
                                    .description(figure.description())
                                    .tags(tags));
        };
    }

    private static long total(List<LongSupplier> values) {
        return values.stream().mapToLong(LongSupplier::getAsLong).sum();
    }

    private record Series(String name, Map<String, String> labels) {}

    private record Sum(List<LongSupplier> values, Meter meter) {}
}
