package io.jims.telemetry;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.DistributionStatisticsConfig;
import io.helidon.metrics.api.DistributionSummary;
import io.helidon.metrics.api.MetricsFactory;
import io.helidon.metrics.api.Timer;
import io.jims.observe.StoreObserver;
import java.time.Duration;
import java.util.stream.Stream;

/// Times the transactions of the store, and counts their writes. Safe for all threads.
final class StoreMeters implements StoreObserver {
    private static final Duration[] LATENCIES =
            Stream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000)
                    .map(Duration::ofMillis)
                    .toArray(Duration[]::new);
    private static final double[] WRITES = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000};

    private final Timer latency;
    private final DistributionSummary writes;
    private final Counter failed;

    StoreMeters(MeterRegistration meters) {
        MetricsFactory factory = meters.factory();
        this.latency =
                meters.register(
                        factory.timerBuilder(MeterNames.STORE_COMMIT)
                                .description("How long transactions took to be on disk")
                                .percentiles(new double[0])
                                .buckets(LATENCIES));
        this.writes =
                meters.register(
                        factory.distributionSummaryBuilder(
                                        MeterNames.STORE_BATCH,
                                        DistributionStatisticsConfig.builder()
                                                .percentiles(new double[0])
                                                .buckets(WRITES))
                                .description("How many writes each transaction held"));
        this.failed =
                meters.register(
                        factory.counterBuilder(MeterNames.STORE_FAILED)
                                .description("Writes that were not stored"));
    }

    @Override
    public void onCommit(int count, Duration duration) {
        latency.record(duration);
        writes.record(count);
    }

    @Override
    public void onFailure(int count) {
        failed.increment(count);
    }
}
