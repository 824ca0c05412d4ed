package io.jims.telemetry;

import io.helidon.common.Weighted;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.health.HealthObserver;
import io.jims.observe.Metric;
import io.jims.observe.RunObserver;
import io.jims.observe.StoreObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/// The metrics and health of this process, served over HTTP on a port of their own: `/metrics`,
/// `/health/live` and `/health/ready`.
///
/// The meters belong to the process: two that run at once serve the same numbers, those of both.
///
/// Safe for all threads.
public final class Telemetry {
    private static final int MAX_PORT = 65_535;

    /// Scrapes and probes are few; more at once means that something they wait for hangs.
    private static final int MAX_REQUESTS = 32;

    /// Heavier than our own routes, whose last one answers whatever is left.
    private static final double BEFORE_ROUTES = Weighted.DEFAULT_WEIGHT + 1;

    private final ProcessMeters meters = ProcessMeters.acquire();
    private final RunMeters runs = new RunMeters(meters);
    private final StoreMeters store = new StoreMeters(meters);
    private final List<Metric> shown = new CopyOnWriteArrayList<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final WebServer server;

    private Telemetry(String host, int port, List<HealthProbe> readiness) {
        server =
                WebServer.builder()
                        .host(host)
                        .port(port)
                        .shutdownHook(false)
                        .maxConcurrentRequests(MAX_REQUESTS)
                        .featuresDiscoverServices(false)
                        .addFeature(health(readiness))
                        .routing(new MetricsRoutes(meters.registry())::register)
                        .build();
    }

    /// Starts to serve.
    ///
    /// @param host address to bind
    /// @param port TCP port (`--metrics-port`); 0 takes a free one
    /// @param readiness what must hold for `/health/ready` to answer 200 instead of 503
    /// @throws IllegalArgumentException with one line for the operator if the port cannot be had
    public static Telemetry start(String host, int port, List<HealthProbe> readiness) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("--metrics-port must be 0 to 65535: " + port);
        }
        requireFree(host, port);
        Telemetry telemetry = new Telemetry(host, port, readiness);
        telemetry.server.start();
        if (!telemetry.server.isRunning()) { // it logs why, and returns
            telemetry.stop();
            throw new IllegalArgumentException(cannotListen(host, port, "see the log"));
        }
        return telemetry;
    }

    /// Counts the runs of pipelines; goes on counting, unseen, after [#stop()].
    public RunObserver runObserver() {
        return runs;
    }

    /// Times the transactions of a store; goes on, unseen, after [#stop()].
    public StoreObserver storeObserver() {
        return store;
    }

    /// Serves these, too, until [#stop()].
    public void show(List<Metric> metrics) {
        shown.addAll(metrics);
        meters.show(metrics);
    }

    /// The port that is served.
    public int port() {
        return server.port();
    }

    /// Stops serving; a second call changes nothing.
    public void stop() {
        if (stopped.compareAndSet(false, true)) {
            server.stop();
            meters.hide(shown);
            meters.release();
        }
    }

    private static ObserveFeature health(List<HealthProbe> readiness) {
        HealthObserver observer =
                HealthObserver.builder()
                        .endpoint("/health")
                        .details(true)
                        .useSystemServices(false)
                        .addHealthChecks(readiness.stream().map(ProbeCheck::new).toList())
                        .build();
        return ObserveFeature.builder()
                .observersDiscoverServices(false)
                .weight(BEFORE_ROUTES)
                .addObserver(observer)
                .build();
    }

    /// Asked before the web server is: it would log a stack, and not say what happened.
    private static void requireFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    cannotListen(host, port, String.valueOf(e.getMessage())), e);
        }
    }

    private static String cannotListen(String host, int port, String reason) {
        return "cannot serve metrics on %s, --metrics-port %d: %s".formatted(host, port, reason);
    }
}
