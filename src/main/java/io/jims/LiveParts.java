package io.jims;

import io.jims.core.PipelineRunner;
import io.jims.core.ThreadStore;
import io.jims.store.ThreadStores;
import io.jims.telemetry.Telemetry;
import io.jims.widget.WidgetServer;

/// The parts as they run in production.
final class LiveParts implements Parts {
    @Override
    public ThreadStore openStore(String url) {
        return ThreadStores.open(url);
    }

    @Override
    public Metrics startMetrics(Settings settings) {
        Telemetry telemetry =
                Telemetry.start(
                        settings.server().host(), settings.metricsPort(), settings.enableSentry());
        return new Metrics(telemetry.runObserver(), telemetry.port(), telemetry::stop);
    }

    @Override
    public Server startServer(Settings settings, ThreadStore store, PipelineRunner runner) {
        WidgetServer server = WidgetServer.start(settings.server(), store, runner);
        return new Server(server.port(), server::stop);
    }
}
