package io.jims.operator;

import io.helidon.webserver.ErrorHandling;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.jims.listener.HttpListener;
import io.jims.listener.ListenerSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/// Serves the operator's pages and API on a port of their own. Safe for all threads.
public final class OperatorServer {
    /// One person with a few browser tabs, and programs that ask now and then.
    private static final int MAX_CONNECTIONS = 128;

    private static final int MAX_REQUESTS = 64;
    private static final int MAX_BODY = 64 * 1024;

    /// No answer takes longer: a download that does was stalled by its reader.
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(30);

    private final HttpListener listener;

    private OperatorServer(OperatorSettings settings, InstantSource clock, Runnable whenGone) {
        Sessions sessions = new Sessions(clock);
        Gate gate = new Gate(settings, sessions, clock);
        HttpRouting.Builder routing = HttpRouting.builder().addFilter(gate);
        new SignIn(gate, sessions, settings.tls() != null).register(routing);
        routing.any((request, response) -> JsonAnswers.sendNotFound(response));
        this.listener =
                new HttpListener(
                        new ListenerSettings(
                                settings.host(),
                                settings.port(),
                                settings.tls(),
                                MAX_CONNECTIONS,
                                MAX_CONNECTIONS,
                                LONGEST_ANSWER,
                                false,
                                settings.proxies(),
                                true),
                        config(),
                        Http1Config.builder(),
                        Map.of(),
                        routing,
                        whenGone);
    }

    /// Starts to listen.
    ///
    /// @param whenGone called if the port is lost though nobody stopped it
    /// @throws java.io.UncheckedIOException if the port cannot be had
    public static OperatorServer start(
            OperatorSettings settings, InstantSource clock, Runnable whenGone) {
        OperatorServer server = new OperatorServer(settings, clock, whenGone);
        server.listener.start();
        return server;
    }

    /// The port that is listened on.
    public int port() {
        return listener.port();
    }

    /// Stops listening; answers that are being written have half a second.
    public void stop() {
        listener.stop();
    }

    private static WebServerConfig config() {
        return WebServer.builder()
                .maxPayloadSize(MAX_BODY)
                .maxConcurrentRequests(MAX_REQUESTS)
                .directHandlers(JsonAnswers.directHandlers())
                .errorHandling(ErrorHandling.builder().includeEntity(true).build())
                .buildPrototype();
    }
}
