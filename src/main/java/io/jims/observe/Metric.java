package io.jims.observe;

import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A number that a part of the server exposes. It is read at each scrape, and costs nothing in
/// between. Metrics with the same name and label are summed up.
///
/// @param labelValue from a small, fixed set, never chosen by clients; null for a metric without a
///   label
/// @param value cheap, and safe for all threads; a counter's never falls
public record Metric(MetricName name, @Nullable String labelValue, LongSupplier value) {
    public Metric {
        if ((name.label() == null) != (labelValue == null)) {
            throw new IllegalArgumentException(
                    name + " has the label " + name.label() + ": " + labelValue);
        }
    }

    public static Metric of(MetricName name, LongSupplier value) {
        return new Metric(name, null, value);
    }

    public static Metric of(MetricName name, String labelValue, LongSupplier value) {
        return new Metric(name, labelValue, value);
    }

    /// The label with its value, if it has one.
    public Map<String, String> labels() {
        String label = name.label();
        return label == null || labelValue == null ? Map.of() : Map.of(label, labelValue);
    }
}
