package io.jims.listener;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.spi.ServerConnectionSelector;
import io.jims.admission.address.TrustedProxies;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The address of a port, and the bounds of its connections.
///
/// @param host address to bind
/// @param port 0 takes a free one
/// @param tls the certificate; null to speak plain HTTP
/// @param connections most open connections that are no WebSockets
/// @param perAddress most of those from one address, unless it is a trusted proxy
/// @param idleTimeout between two requests, the TLS handshake included
/// @param proxyProtocol whether each connection begins with a PROXY header
/// @param proxies whose forwarded headers are trusted
/// @param isLogged whether requests are written to the access log
public record ListenerSettings(
        String host,
        int port,
        @Nullable TlsFiles tls,
        int connections,
        int perAddress,
        Duration idleTimeout,
        boolean proxyProtocol,
        TrustedProxies proxies,
        boolean isLogged) {

    /// Handles HTTP on the connections.
    ///
    /// @param selector makes Helidon's side of a connection
    /// @param requests most concurrent requests
    record Http(ServerConnectionSelector selector, Limit requests) {}
}
