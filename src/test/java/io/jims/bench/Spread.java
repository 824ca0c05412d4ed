package io.jims.bench;

import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.function.ToDoubleFunction;

/// A ratio that was measured several times: its median, and how far the rounds lie apart.
record Spread(double median, double least, double most) {
    static <T> Spread of(Collection<T> rounds, ToDoubleFunction<T> ratio) {
        DoubleSummaryStatistics all = rounds.stream().mapToDouble(ratio).summaryStatistics();
        return new Spread(Median.of(rounds, ratio), all.getMin(), all.getMax());
    }

    /// Two digits behind the point, or none where the number is large.
    static String number(double ratio) {
        return (ratio < 10 ? "%.2f" : "%.0f").formatted(ratio);
    }

    @Override
    public String toString() {
        String middle = number(median);
        return number(least).equals(number(most))
                ? middle
                : "%s (%s to %s)".formatted(middle, number(least), number(most));
    }
}
