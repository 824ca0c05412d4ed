package io.jims.listener;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.spi.ServerConnectionSelector;
import io.jims.admission.address.TrustedProxies;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where a port is, and what connections to it may cost.
///
/// @param host address to bind
/// @param port 0 takes a free one
/// @param tls the certificate; null to speak plain HTTP
/// @param connections how many may be open at once that are no WebSockets
/// @param perAddress how many of those one address may have, unless it is a trusted proxy
/// @param idleTimeout from one request to the next, the handshake of TLS among them
/// @param proxyProtocol whether each connection begins with a PROXY header
/// @param proxies whose word counts on where a client comes from
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

    /// What speaks HTTP on the connections.
    ///
    /// @param selector makes Helidon's side of a connection
    /// @param requests how many requests may be answered at once
    record Http(ServerConnectionSelector selector, Limit requests) {}
}
