package io.jims.listener;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerRequest;
import io.jims.admission.address.ClientAddress;
import io.jims.admission.address.TrustedProxies;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// What a request says of the one who sends it, the same on every port.
public final class RequestHeaders {
    private static final String BEARER = "Bearer ";

    private RequestHeaders() {}

    /// The bearer token. Of two `Authorization` headers neither counts: HTTP has one, and a proxy
    /// before this server may have looked at the other.
    public static Optional<String> bearerToken(ServerRequestHeaders headers) {
        List<String> values = lines(headers, HeaderNames.AUTHORIZATION);
        return values.size() == 1
                        && values.getFirst().regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(values.getFirst().substring(BEARER.length()).strip())
                : Optional.empty();
    }

    /// Where it comes from.
    ///
    /// @param proxies whose word counts
    public static ClientAddress clientOf(ServerRequest request, TrustedProxies proxies) {
        InetSocketAddress peer = (InetSocketAddress) request.remotePeer().address();
        return clientOf(peer.getAddress(), request.headers(), proxies);
    }

    static ClientAddress clientOf(
            InetAddress peer, ServerRequestHeaders headers, TrustedProxies proxies) {
        return proxies.clientOf(
                peer,
                lines(headers, HeaderNames.X_FORWARDED_FOR),
                lines(headers, HeaderNames.FORWARDED));
    }

    /// Its values as they were sent, one a line: what stands between commas is for others to read,
    /// who must see that there is nothing.
    public static List<String> lines(ServerRequestHeaders headers, HeaderName name) {
        return headers.contains(name) ? headers.get(name).allValues() : List.of();
    }
}
