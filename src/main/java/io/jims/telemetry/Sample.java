package io.jims.telemetry;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// A metric without labels, in the text formats of Prometheus.
///
/// @param name of a counter, without its `_total`
/// @param type `counter`, `gauge` or `histogram`
/// @param value null to declare the metric only
record Sample(String name, String type, String help, @Nullable Double value) {
    private static final String COUNTER = "counter";

    static Sample gauge(String name, String help, double value) {
        return new Sample(name, "gauge", help, value);
    }

    static Sample counter(String name, String help, double value) {
        return new Sample(name, COUNTER, help, value);
    }

    /// Declares a metric whose labels are not known yet.
    static Sample declared(String name, String type, String help) {
        return new Sample(name, type, help, null);
    }

    /// @param open whether the format is OpenMetrics, which declares counters without their
    ///   `_total`
    String write(boolean open) {
        String sampled = type.equals(COUNTER) ? name + "_total" : name;
        String line =
                value == null
                        ? ""
                        : sampled + " " + BigDecimal.valueOf(value).toPlainString() + "\n";
        return "# HELP %1$s %2$s.\n# TYPE %1$s %3$s\n".formatted(declaredAs(open), help, type)
                + line;
    }

    /// Whether the text has this metric already.
    boolean isIn(String text, boolean open) {
        return text.contains("# TYPE " + declaredAs(open) + " ");
    }

    private String declaredAs(boolean open) {
        return type.equals(COUNTER) && !open ? name + "_total" : name;
    }
}
