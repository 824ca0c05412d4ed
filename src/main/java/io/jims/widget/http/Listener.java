package io.jims.widget.http;

import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.ErrorHandling;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The public port: accepts connections, with TLS where there is a certificate, and bounds what
/// they may cost before a route or a socket is reached. Safe for all threads.
public final class Listener {
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

    private final Settings settings;
    private final TlsHandshakeTimeout handshakes;
    private final WebServer server;
    private @Nullable CertificateReload certificate;

    public Listener(Settings settings, Http1Upgrader upgrader, Routes routes) {
        this.settings = settings;
        this.handshakes =
                new TlsHandshakeTimeout(
                        SocketOptions.builder()
                                .tcpNoDelay(true)
                                .socketReceiveBufferSize(RECEIVE_BUFFER)
                                .build(),
                        settings.idleTimeout());
        this.server = server(upgrader, routes);
    }

    /// Binds the address and begins to accept.
    ///
    /// @throws java.io.UncheckedIOException if the address cannot be bound
    public void start() {
        server.start();
        if (settings.tls() != null) {
            certificate = new CertificateReload(settings.tls(), server);
        }
    }

    /// The port that is listened on.
    public int port() {
        return server.port();
    }

    /// Closes the port and cuts every connection.
    public void stop() {
        server.stop();
        handshakes.close();
        if (certificate != null) {
            certificate.close();
        }
    }

    private WebServer server(Http1Upgrader upgrader, Routes routes) {
        WebServerConfig.Builder builder = WebServer.builder();
        if (settings.tls() != null) {
            builder.tls(settings.tls().tls());
        }
        return builder.host(settings.host())
                .port(settings.port())
                .backlog(BACKLOG)
                .maxTcpConnections(settings.sockets() + PLAIN_CONNECTIONS)
                .shutdownHook(false) // the composition root stops things in their order
                .useNio(false) // half the memory of an idle socket
                .connectionOptions(handshakes)
                .maxPayloadSize(MAX_BODY)
                .idleConnectionTimeout(settings.idleTimeout()) // of plain HTTP
                .idleConnectionPeriod(settings.idleTimeout())
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                .addConnectionSelector(
                        new RequestTimeoutSelector(
                                http(upgrader), handshakes, settings.idleTimeout()))
                .directHandlers(JsonErrors.directHandlers())
                .errorHandling(ErrorHandling.builder().includeEntity(true).build())
                .routing(routes::register)
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

    /// Where it listens, and its bounds.
    ///
    /// @param port 0 takes a free one
    /// @param tls the certificate; null to speak plain HTTP
    /// @param sockets how many WebSockets may be open
    /// @param idleTimeout of a TLS handshake, and of plain HTTP between two requests
    public record Settings(
            String host, int port, @Nullable TlsFiles tls, int sockets, Duration idleTimeout) {}
}
