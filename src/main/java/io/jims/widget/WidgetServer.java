package io.jims.widget;

import io.helidon.common.socket.SocketOptions;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.ErrorHandling;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.helidon.webserver.spi.ServerConnectionSelector;
import io.jims.admission.Admission;
import io.jims.admission.token.Identification;
import io.jims.conversation.Conversations;
import io.jims.conversation.MessageCounts;
import io.jims.conversation.PipelineRunner;
import io.jims.conversation.ReplicaWatch;
import io.jims.conversation.Workers;
import io.jims.lifecycle.Texts;
import io.jims.observe.Figure;
import io.jims.store.ThreadStore;
import io.jims.widget.http.CertificateReload;
import io.jims.widget.http.CorsFilter;
import io.jims.widget.http.JsonErrors;
import io.jims.widget.http.ReadOnlyHandler;
import io.jims.widget.http.RequestTimeoutSelector;
import io.jims.widget.http.SecurityHeaders;
import io.jims.widget.http.StaticAssets;
import io.jims.widget.http.TlsFiles;
import io.jims.widget.http.TlsHandshakeTimeout;
import io.jims.widget.protocol.JimsProtocol;
import io.jims.widget.session.ChatEndpoint;
import io.jims.widget.session.Chats;
import io.jims.widget.socket.AccessLog;
import io.jims.widget.socket.CloseCode;
import io.jims.widget.socket.SocketSettings;
import io.jims.widget.socket.SocketUpgrader;
import io.jims.widget.socket.Sockets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The widget's web server: the chat socket, the script, the demo page and the health check. Safe
/// for all threads.
public final class WidgetServer {
    private static final String CHAT_PATH = "/ws/chat";
    private static final byte[] HEALTHY = "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8);

    /// Connections beside the sockets, so that pages and health checks are served when no more
    /// sockets are let in.
    private static final int PLAIN_CONNECTIONS = 1_000;

    /// Bytes of a request's first line, in which a token may be, of its headers, and of its body,
    /// which nobody reads.
    private static final int MAX_REQUEST_LINE = 8 * 1024;

    private static final int MAX_HEADERS = 16 * 1024;
    private static final int MAX_BODY = 64 * 1024;

    private static final int BACKLOG = 4_096;

    /// What the kernel keeps of one client that sends faster than it is read; megabytes if it had
    /// its way.
    private static final int RECEIVE_BUFFER = 64 * 1024;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

    private final Limits limits;
    private final Sockets sockets;
    private final Workers workers = new Workers();
    private final MessageCounts counts = new MessageCounts();
    private final Admission admission;
    private final Conversations conversations;
    private final StaticAssets assets = new StaticAssets();
    private final TlsHandshakeTimeout handshakes;
    private final ReplicaWatch replicas;
    private final WebServer server;
    private final @Nullable TlsFiles certificate;
    private @Nullable CertificateReload certificateWatch;

    private WidgetServer(
            ServerSettings settings,
            ThreadStore store,
            PipelineRunner runner,
            Supplier<Texts> texts,
            InstantSource clock) {
        this.limits = settings.limits();
        this.sockets = new Sockets(limits.sockets());
        this.admission = new Admission(settings.quotas(), runner.maxConcurrent(), store, clock);
        this.conversations =
                new Conversations(
                        store,
                        runner,
                        workers,
                        counts,
                        admission,
                        settings.historyEvents(),
                        limits.waitingMessages());
        this.handshakes =
                new TlsHandshakeTimeout(
                        SocketOptions.builder()
                                .tcpNoDelay(true)
                                .socketReceiveBufferSize(RECEIVE_BUFFER)
                                .build(),
                        limits.pingInterval());
        this.certificate = settings.tls();
        this.replicas = new ReplicaWatch(conversations, store, workers);
        this.server = server(settings, texts);
    }

    /// Starts listening, and takes up the answers that an earlier process owed when it died.
    ///
    /// @param texts the words of the widget, asked for at every welcome
    /// @throws io.jims.store.StoreException if the store cannot be read
    /// @throws java.io.UncheckedIOException if the address cannot be bound
    public static WidgetServer start(
            ServerSettings settings,
            ThreadStore store,
            PipelineRunner runner,
            Supplier<Texts> texts) {
        return start(settings, store, runner, texts, InstantSource.system());
    }

    /// The same with another clock, which limits and quotas go by.
    public static WidgetServer start(
            ServerSettings settings,
            ThreadStore store,
            PipelineRunner runner,
            Supplier<Texts> texts,
            InstantSource clock) {
        WidgetServer server = new WidgetServer(settings, store, runner, texts, clock);
        try {
            server.admission.start();
            server.replicas.start();
            server.server.start();
            server.watchCertificate();
            server.conversations.takeUpOwed();
        } catch (RuntimeException e) {
            server.stop();
            throw e;
        }
        return server;
    }

    /// The same with the built-in words.
    public static WidgetServer start(
            ServerSettings settings, ThreadStore store, PipelineRunner runner) {
        return start(settings, store, runner, () -> Texts.NONE);
    }

    /// The port that is listened on.
    public int port() {
        return server.port();
    }

    /// How many sockets are open at present.
    public int openSockets() {
        return sockets.size();
    }

    /// What there is to know of it, for the metrics.
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>(sockets.figures());
        figures.addAll(counts.figures());
        figures.addAll(assets.figures());
        figures.addAll(admission.figures());
        return figures;
    }

    /// Whether new visitors and messages are taken: true until [#stop].
    public boolean isAccepting() {
        return !workers.draining();
    }

    /// How many threads open sockets are having at present.
    int openConversations() {
        return conversations.size();
    }

    /// Lets answers under way end, says goodbye to every client (1001), then stops listening.
    public void stop() {
        try {
            sockets.refuseNew();
            workers.drain(limits.drain());
            replicas.stop();
            sockets.closeAll(CloseCode.GOING_AWAY, "the server is shutting down");
            sockets.awaitEmpty(CLOSE_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.close();
            server.stop();
            handshakes.close();
            if (certificateWatch != null) {
                certificateWatch.close();
            }
        }
    }

    private void watchCertificate() {
        if (certificate != null) {
            certificateWatch = new CertificateReload(certificate, server);
        }
    }

    private WebServer server(ServerSettings settings, Supplier<Texts> texts) {
        SocketUpgrader upgrader =
                new SocketUpgrader(
                        CHAT_PATH,
                        Set.of(JimsProtocol.NAME),
                        new ChatEndpoint(
                                settings.access(),
                                new Chats(
                                        conversations,
                                        new Identification(settings.access().tokens()),
                                        workers,
                                        counts,
                                        limits,
                                        admission,
                                        texts)),
                        sockets,
                        new SocketSettings(
                                limits.frameBytes(), limits.pingInterval(), limits.writeTimeout()));
        WebServerConfig.Builder builder = WebServer.builder();
        if (certificate != null) {
            builder.tls(certificate.tls());
        }
        return builder.host(settings.host())
                .port(settings.port())
                .backlog(BACKLOG)
                .maxTcpConnections(limits.sockets() + PLAIN_CONNECTIONS)
                .shutdownHook(false) // the composition root stops things in their order
                .useNio(false) // half the memory of an idle socket
                .connectionOptions(handshakes)
                .maxPayloadSize(MAX_BODY)
                .idleConnectionTimeout(limits.pingInterval()) // of plain HTTP
                .idleConnectionPeriod(limits.pingInterval())
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                .addConnectionSelector(
                        new RequestTimeoutSelector(
                                http(upgrader), handshakes, limits.pingInterval()))
                .directHandlers(JsonErrors.directHandlers())
                .errorHandling(ErrorHandling.builder().includeEntity(true).build())
                .routing(routing -> route(routing, settings))
                .build();
    }

    private static ServerConnectionSelector http(Http1Upgrader upgrader) {
        return Http1ConnectionSelector.builder()
                .config(
                        Http1Config.builder()
                                .maxPrologueLength(MAX_REQUEST_LINE)
                                .maxHeadersSize(MAX_HEADERS)
                                .build())
                .upgraders(everySpelling(upgrader))
                .build();
    }

    /// The token of the Upgrade header is case-insensitive (RFC 6455, section 4.2.1), while Helidon
    /// looks it up as it came; these are what clients send.
    private static Map<String, Http1Upgrader> everySpelling(Http1Upgrader upgrader) {
        return Stream.of("websocket", "WebSocket", "Websocket", "WEBSOCKET")
                .collect(Collectors.toMap(Function.identity(), spelling -> upgrader));
    }

    private void route(HttpRouting.Builder routing, ServerSettings settings) {
        routing.addFilter(WidgetServer::logAccess)
                .addFilter((chain, request, response) -> {
                    SecurityHeaders.FOR_ALL.forEach(response.headers()::set);
                    chain.proceed();
                })
                .addFilter(new CorsFilter(settings.access().origins()))
                .any("/healthz", new ReadOnlyHandler(WidgetServer::sayHealthy))
                .any(
                        "/",
                        new ReadOnlyHandler((request, response) -> {
                            SecurityHeaders.FOR_PAGES.forEach(response.headers()::set);
                            assets.serveDemoPage(request, response);
                        }))
                .register("/static", assets)
                .any(CHAT_PATH, WidgetServer::requireUpgrade)
                .any((request, response) ->
                        JsonErrors.send(
                                response,
                                Status.NOT_FOUND_404,
                                "There is nothing at this address."));
    }

    private static void logAccess(
            FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (AccessLog.isOn()) {
            response.whenSent(() ->
                    AccessLog.write(
                            request.remotePeer(), request.prologue(), response.status().code()));
        }
        chain.proceed();
    }

    private static void requireUpgrade(ServerRequest request, ServerResponse response) {
        response.headers().set(HeaderNames.UPGRADE, "websocket");
        JsonErrors.send(
                response, Status.create(426), "This address speaks WebSocket only (RFC 6455).");
    }

    private static void sayHealthy(ServerRequest request, ServerResponse response) {
        response.headers().set(HeaderNames.CONTENT_TYPE, "application/json");
        response.send(HEALTHY);
    }
}
