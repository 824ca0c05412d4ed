package io.jims;

import io.jims.core.PipelineRunner;
import io.jims.core.ThreadStore;
import io.jims.store.ThreadStores;
import io.jims.telemetry.HealthProbe;
import io.jims.telemetry.SentryReporter;
import io.jims.telemetry.Telemetry;
import io.jims.widget.WidgetServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.List;

/// The parts as they run in production.
final class LiveParts implements Parts {
    @Override
    public ThreadStore openStore(String url) {
        return ThreadStores.open(url);
    }

    @Override
    public Metrics startMetrics(Settings settings, ThreadStore store) {
        Runnable stopSentry =
                settings.enableSentry() ? SentryReporter.start(settings.sentry())::stop : () -> {};
        Telemetry telemetry =
                Telemetry.start(
                        settings.server().host(),
                        settings.metricsPort(),
                        List.of(new HealthProbe("database", store::check)));
        return new Metrics(
                telemetry.runObserver(),
                telemetry.port(),
                () -> {
                    telemetry.stop();
                    stopSentry.run();
                });
    }

    @Override
    public Server startServer(Settings settings, ThreadStore store, PipelineRunner runner) {
        requireFree(settings.server().host(), settings.server().port());
        WidgetServer server = WidgetServer.start(settings.server(), store, runner);
        return new Server(server.port(), server::stop);
    }

    /// The web server itself would only log that it could not listen, at length, and go on.
    private static void requireFree(String host, int port) {
        try (ServerSocketChannel probe = ServerSocketChannel.open()) {
            probe.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new UncheckedIOException(String.valueOf(e.getMessage()), e);
        }
    }
}
