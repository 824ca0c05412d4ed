package io.jims.operator.webhook;

import io.jims.observe.Metric;
import io.jims.observe.MetricName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// How the webhook fares. Counters are of this process; what waits is told by the process that
/// sends, the others tell 0. Safe for all threads.
final class WebhookNumbers {
    private final InstantSource clock;
    private final LongAdder taken = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder unreachable = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private volatile Waiting waiting = Waiting.NOTHING;

    /// @param oldest when the first was stored
    private record Waiting(long events, @Nullable Instant oldest) {
        private static final Waiting NOTHING = new Waiting(0, null);
    }

    WebhookNumbers(InstantSource clock) {
        this.clock = clock;
    }

    List<Metric> metrics() {
        return List.of(
                Metric.of(MetricName.WEBHOOK_ATTEMPTS, "taken", taken::sum),
                Metric.of(MetricName.WEBHOOK_ATTEMPTS, "refused", refused::sum),
                Metric.of(MetricName.WEBHOOK_ATTEMPTS, "unreachable", unreachable::sum),
                Metric.of(MetricName.WEBHOOK_LOST, lost::sum),
                Metric.of(MetricName.WEBHOOK_QUEUE, () -> waiting.events()),
                Metric.of(MetricName.WEBHOOK_OLDEST, this::oldestSeconds));
    }

    void count(DeliveryResult result) {
        switch (result) {
            case DeliveryResult.Delivered() -> taken.increment();
            case DeliveryResult.Refused _ -> refused.increment();
            case DeliveryResult.Unreachable _ -> unreachable.increment();
        }
    }

    void countLost(long events) {
        lost.add(events);
    }

    /// @param oldest null where no event waits
    void setWaiting(long events, @Nullable Instant oldest) {
        waiting = new Waiting(events, oldest);
    }

    void setNothingWaits() {
        waiting = Waiting.NOTHING;
    }

    private long oldestSeconds() {
        Instant oldest = waiting.oldest();
        return oldest == null
                ? 0
                : Math.max(0, Duration.between(oldest, clock.instant()).toSeconds());
    }
}
