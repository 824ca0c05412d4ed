package io.jims.telemetry;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.observe.health.HealthObserver;
import io.jims.admission.address.TrustedProxies;
import io.jims.listener.HttpListener;
import io.jims.listener.ListenerSettings;
import io.jims.observe.Metric;
import io.jims.observe.RunObserver;
import io.jims.observe.StoreObserver;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/// The HTTP server for the metrics and health of this process, on a port of its own: `/metrics`,
/// `/health/live` and `/health/ready`.
///
/// The meters belong to the process: two instances serve the same numbers, those of both.
///
/// Safe for all threads.
public final class Telemetry {
    private static final int MAX_PORT = 65_535;

    /// Scrapes and probes are few; many at once mean that something they wait for hangs.
    private static final int MAX_REQUESTS = 32;

    /// For monitoring, which may keep some connections open between scrapes.
    private static final int MAX_CONNECTIONS = 64;

    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(2);

    private final ProcessMeters meters = ProcessMeters.acquire();
    private final RunMeters runs = new RunMeters(meters);
    private final StoreMeters store = new StoreMeters(meters);
    private final List<Metric> shown = new CopyOnWriteArrayList<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final HttpListener server;

    private Telemetry(String host, int port, List<HealthProbe> readiness, Runnable whenGone) {
        WebServerConfig config =
                WebServer.builder().maxConcurrentRequests(MAX_REQUESTS).buildPrototype();
        HttpRouting.Builder routing = HttpRouting.builder();
        registerHealth(readiness, config, routing);
        routing.addFeature(new MetricsRoutes(meters.registry()));
        server =
                new HttpListener(
                        new ListenerSettings(
                                host,
                                port,
                                null,
                                MAX_CONNECTIONS,
                                MAX_CONNECTIONS,
                                IDLE_TIMEOUT,
                                false,
                                TrustedProxies.NONE,
                                false),
                        config,
                        Http1Config.builder(),
                        Map.of(),
                        routing,
                        whenGone);
    }

    /// Starts to serve.
    ///
    /// @param host address to bind
    /// @param port TCP port (`--metrics-port`); 0 takes a free one
    /// @param readiness conditions for `/health/ready` to answer 200 instead of 503
    /// @throws IllegalArgumentException with one line for the operator if the port cannot be had
    public static Telemetry start(String host, int port, List<HealthProbe> readiness) {
        return start(host, port, readiness, () -> {});
    }

    /// Starts with a callback for a port that is lost without a stop.
    public static Telemetry start(
            String host, int port, List<HealthProbe> readiness, Runnable whenGone) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("--metrics-port must be 0 to 65535: " + port);
        }
        Telemetry telemetry = new Telemetry(host, port, readiness, whenGone);
        try {
            telemetry.server.start();
        } catch (UncheckedIOException e) {
            telemetry.stop();
            throw new IllegalArgumentException(
                    "cannot serve metrics on %s, --metrics-port %d: %s"
                            .formatted(host, port, e.getMessage()),
                    e);
        }
        return telemetry;
    }

    /// Counts the runs of pipelines; still counts after [#stop()], unseen.
    public RunObserver runObserver() {
        return runs;
    }

    /// Times the transactions of a store; still works after [#stop()], unseen.
    public StoreObserver storeObserver() {
        return store;
    }

    /// Serves these metrics, too, until [#stop()].
    public void show(List<Metric> metrics) {
        shown.addAll(metrics);
        meters.show(metrics);
    }

    /// The port that it listens on.
    public int port() {
        return server.port();
    }

    /// Whether the port is open.
    public boolean isListening() {
        return server.isListening();
    }

    /// Stops serving; a second call changes nothing.
    public void stop() {
        if (stopped.compareAndSet(false, true)) {
            server.stop();
            meters.hide(shown);
            meters.release();
        }
    }

    /// Adds `/health/live` and `/health/ready` to the routes of a port.
    static void registerHealth(
            List<HealthProbe> readiness, WebServerConfig config, HttpRouting.Builder routing) {
        HealthObserver.builder()
                .endpoint("/health")
                .details(true)
                .useSystemServices(false)
                .addHealthChecks(readiness.stream().map(ProbeCheck::new).toList())
                .build()
                .register(new OnePort(config), List.of(routing), UnaryOperator.identity());
    }
}
