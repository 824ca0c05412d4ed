package io.jims.operator;

import io.helidon.http.Status;
import io.helidon.webserver.ErrorHandling;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.jims.conversation.Conversations;
import io.jims.conversation.Handoffs;
import io.jims.listener.HttpListener;
import io.jims.listener.ListenerSettings;
import io.jims.operator.access.Gate;
import io.jims.operator.access.Sessions;
import io.jims.operator.access.SignIn;
import io.jims.operator.http.BadRequest;
import io.jims.operator.http.JsonAnswers;
import io.jims.operator.live.EventFeed;
import io.jims.operator.live.LiveApi;
import io.jims.operator.live.StatusApi;
import io.jims.operator.report.CostsApi;
import io.jims.operator.report.StatsApi;
import io.jims.operator.thread.Erasures;
import io.jims.operator.thread.ExportApi;
import io.jims.operator.thread.FilesApi;
import io.jims.operator.thread.HandoffApi;
import io.jims.operator.thread.OperatorStore;
import io.jims.operator.thread.ThreadsApi;
import io.jims.store.StoreException;
import io.jims.store.index.ThreadIndex;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/// The HTTP server of the operator's pages and API, on a port of its own. Safe for all threads.
public final class OperatorServer {
    /// Enough for one person with a few browser tabs and some scripts.
    private static final int MAX_CONNECTIONS = 128;

    private static final int MAX_REQUESTS = 64;
    private static final int MAX_BODY = 64 * 1024;

    /// Longest time for one response; a download that takes longer has a stalled client.
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(30);

    private final ThreadIndex index;
    private final EventFeed feed;
    private final Erasures erasures;
    private final HttpListener listener;

    private OperatorServer(
            OperatorSettings settings,
            OperatorStore store,
            Handoffs handoffs,
            Conversations conversations,
            InstantSource clock,
            Runnable whenGone,
            HttpRouting.Builder routing) {
        this.index = store.index();
        this.feed = new EventFeed(index);
        this.erasures = new Erasures(store.archive());
        Sessions sessions = new Sessions(clock);
        Gate gate =
                new Gate(settings.token(), settings.host(), settings.proxies(), sessions, clock);
        routing.addFilter(gate);
        new SignIn(gate, sessions, settings.tls() != null).register(routing);
        new OperatorPages().register(routing);
        new ThreadsApi(store, erasures).register(routing);
        new HandoffApi(handoffs).register(routing);
        new ExportApi(store).register(routing);
        new FilesApi(store.files()).register(routing);
        new StatsApi(index, clock).register(routing);
        new CostsApi(index, settings.prices(), clock).register(routing);
        new LiveApi(feed, gate).register(routing);
        new StatusApi(conversations, gate).register(routing);
        routing.error(BadRequest.class, OperatorServer::refuse)
                .error(StoreException.class, OperatorServer::fail);
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
    /// @param store whose index is closed with this
    /// @param handoffs lets people answer in place of the app
    /// @param conversations open in this process
    /// @param whenGone called if the port is lost without [#stop]
    /// @throws java.io.UncheckedIOException if the port cannot be had
    public static OperatorServer start(
            OperatorSettings settings,
            OperatorStore store,
            Handoffs handoffs,
            Conversations conversations,
            InstantSource clock,
            Runnable whenGone) {
        return start(
                settings, store, handoffs, conversations, clock, whenGone, HttpRouting.builder());
    }

    /// @param routing that all addresses are put into
    static OperatorServer start(
            OperatorSettings settings,
            OperatorStore store,
            Handoffs handoffs,
            Conversations conversations,
            InstantSource clock,
            Runnable whenGone,
            HttpRouting.Builder routing) {
        OperatorServer server =
                new OperatorServer(
                        settings, store, handoffs, conversations, clock, whenGone, routing);
        try {
            server.listener.start();
        } catch (RuntimeException e) {
            server.stop();
            throw e;
        }
        return server;
    }

    /// The port that it listens on.
    public int port() {
        return listener.port();
    }

    /// Stops listening; responses in progress get half a second.
    public void stop() {
        feed.close();
        listener.stop();
        erasures.close();
        index.close();
    }

    private static void refuse(ServerRequest request, ServerResponse response, BadRequest fault) {
        JsonAnswers.sendError(response, Status.BAD_REQUEST_400, String.valueOf(fault.getMessage()));
    }

    private static void fail(ServerRequest request, ServerResponse response, StoreException fault) {
        System.getLogger(OperatorServer.class.getName())
                .log(System.Logger.Level.WARNING, fault.getMessage());
        JsonAnswers.sendError(
                response,
                Status.SERVICE_UNAVAILABLE_503,
                "The database cannot be asked at present; the log says why.");
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
