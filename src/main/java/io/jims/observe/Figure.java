package io.jims.observe;

import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/// A number that a part keeps for the operator: it is read at each scrape of the metrics, and costs
/// nothing in between. Of several with the same name and labels the sum is shown.
///
/// @param name as Prometheus writes it, of a counter without its `_total`
/// @param description one sentence
/// @param labels of a small, fixed set: nothing that clients choose
/// @param value cheap, and safe for all threads; a counter's never falls
public record Figure(
        Kind kind,
        String name,
        String description,
        Map<String, String> labels,
        LongSupplier value) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    /// How the number moves.
    public enum Kind {
        GAUGE,
        COUNTER
    }

    public Figure {
        if (!NAME.matcher(name).matches() || name.endsWith("_total")) {
            throw new IllegalArgumentException("not the name of a figure: " + name);
        }
        labels = Map.copyOf(labels);
    }

    /// A number that rises and falls.
    public static Figure gauge(String name, String description, LongSupplier value) {
        return new Figure(Kind.GAUGE, name, description, Map.of(), value);
    }

    /// A number that only rises.
    public static Figure counter(String name, String description, LongSupplier value) {
        return new Figure(Kind.COUNTER, name, description, Map.of(), value);
    }

    /// This one for one value of a label.
    public Figure with(String label, String labelValue) {
        return new Figure(kind, name, description, Map.of(label, labelValue), value);
    }
}
