package io.jims.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/// The middle of several measurements; of an even number, the mean of the middle two.
final class Median {
    private Median() {}

    static <T> double of(Collection<T> measurements, ToDoubleFunction<T> figure) {
        return of(measurements.stream().mapToDouble(figure).toArray());
    }

    static double of(double... figures) {
        if (figures.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
