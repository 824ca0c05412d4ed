package io.jims.widget.socket;

import io.helidon.http.Status;
import io.jims.observe.Metric;
import io.jims.observe.MetricName;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Counts refused handshakes since the start, by status. Safe for all threads.
final class Refusals {
    /// The known statuses of refusals, so that the metric's label has a fixed set of values.
    private static final List<Integer> STATUSES = List.of(400, 401, 403, 405, 426, 429, 503);

    private final Map<Integer, LongAdder> byStatus =
            STATUSES.stream()
                    .collect(Collectors.toMap(Function.identity(), status -> new LongAdder()));
    private final LongAdder others = new LongAdder();

    void count(Status status) {
        byStatus.getOrDefault(status.code(), others).increment();
    }

    List<Metric> metrics() {
        return Stream.concat(
                        STATUSES.stream()
                                .map(status ->
                                        refused(
                                                status.toString(),
                                                byStatus.getOrDefault(status, others))),
                        Stream.of(refused("other", others)))
                .toList();
    }

    private static Metric refused(String status, LongAdder count) {
        return Metric.of(MetricName.HANDSHAKES_REFUSED, status, count::sum);
    }
}
