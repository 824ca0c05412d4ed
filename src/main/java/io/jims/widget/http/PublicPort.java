package io.jims.widget.http;

import io.helidon.webserver.ErrorHandling;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.jims.listener.HttpListener;
import io.jims.listener.ListenerSettings;
import java.util.Map;

/// The port for visitors: bounds what a request may cost before it reaches a route or a socket.
public final class PublicPort {
    /// Longest request line in bytes; it may contain a token.
    private static final int MAX_REQUEST_LINE = 8 * 1024;

    private PublicPort() {}

    /// A listener that is not started yet.
    ///
    /// @param whenGone called if the port is lost without a stop
    public static HttpListener of(
            ListenerSettings settings, Http1Upgrader upgrader, Routes routes, Runnable whenGone) {
        HttpRouting.Builder routing = HttpRouting.builder();
        routes.register(routing);
        return new HttpListener(
                settings,
                config(routes.maxBody()),
                Http1Config.builder().maxPrologueLength(MAX_REQUEST_LINE),
                Map.of("websocket", upgrader),
                routing,
                whenGone);
    }

    private static WebServerConfig config(long maxBody) {
        return WebServer.builder()
                .maxPayloadSize(maxBody)
                .directHandlers(JsonErrors.directHandlers())
                .errorHandling(ErrorHandling.builder().includeEntity(true).build())
                .buildPrototype();
    }
}
