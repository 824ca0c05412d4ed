package io.jims.telemetry;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MetricsFactory;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import io.jims.core.LlmUsage;
import io.jims.observe.RunObserver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Counts and times the runs of pipelines. After an app's first run, each run costs a few
/// additions.
///
/// Safe for all threads.
final class RunMeters implements RunObserver {
    /// The buckets of the Python service: 0.1 to 600 seconds.
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofSeconds(120),
        Duration.ofSeconds(300),
        Duration.ofSeconds(600)
    };

    private static final Duration[] LATENCIES =
            Stream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000)
                    .map(Duration::ofMillis)
                    .toArray(Duration[]::new);

    private final MeterRegistration meters;
    private final Timer firstPiece;
    private final Map<String, AppMeters> byApp = new ConcurrentHashMap<>();
    private final LlmMeters llm;

    /// The meters of the last run, whose app is nearly always that of the next.
    private volatile @Nullable AppMeters last;

    RunMeters(MeterRegistration meters) {
        this.meters = meters;
        this.llm = new LlmMeters(meters);
        this.firstPiece =
                meters.register(
                        meters.factory()
                                .timerBuilder(MeterNames.FIRST_PIECE)
                                .description(
                                        "How long runs took to show the first piece of an answer")
                                .percentiles(new double[0])
                                .buckets(LATENCIES));
    }

    @Override
    public void onRunEnded(RunReport report) {
        AppMeters ofApp = last;
        if (ofApp == null || !ofApp.app.equals(report.app())) {
            ofApp = byApp.computeIfAbsent(report.app(), this::register);
            last = ofApp;
        }
        (report.failure() == null ? ofApp.success : ofApp.failure).record(report.duration());
    }

    @Override
    public void onLlmCall(LlmUsage usage) {
        llm.count(usage);
    }

    @Override
    public void onFirstPiece(Duration latency) {
        firstPiece.record(latency);
    }

    private AppMeters register(String app) {
        return new AppMeters(app, register(app, "success"), register(app, "failure"));
    }

    private StatusMeters register(String app, String status) {
        MetricsFactory factory = meters.factory();
        List<Tag> tags =
                List.of(
                        Tag.create(MeterNames.STATUS, status),
                        Tag.create(MeterNames.PIPELINE, app));
        Counter runs =
                meters.register(
                        factory.counterBuilder(MeterNames.RUNS)
                                .description("Runs of pipelines that ended")
                                .tags(tags));
        Timer duration =
                meters.register(
                        factory.timerBuilder(MeterNames.RUN_DURATION)
                                .description("How long runs of pipelines took")
                                .percentiles(new double[0]) // Helidon adds some unless told not to
                                .buckets(BUCKETS)
                                .tags(tags));
        return new StatusMeters(runs, duration);
    }

    private record AppMeters(String app, StatusMeters success, StatusMeters failure) {}

    private record StatusMeters(Counter runs, Timer duration) {
        void record(Duration duration) {
            runs.increment();
            this.duration.record(duration);
        }
    }
}
