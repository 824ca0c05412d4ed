package io.jims.widget.socket;

import io.helidon.common.uri.UriQuery;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.webserver.ConnectionContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A client's handshake. It references the whole request, so drop it once the connection is open.
public final class SocketRequest {
    private final ConnectionContext context;
    private final UriQuery query;
    private final Headers headers;
    private final @Nullable String subprotocol;

    /// @param subprotocol that was negotiated; null for none
    SocketRequest(
            ConnectionContext context,
            UriQuery query,
            Headers headers,
            @Nullable String subprotocol) {
        this.context = context;
        this.query = query;
        this.headers = headers;
        this.subprotocol = subprotocol;
    }

    /// The negotiated subprotocol.
    public Optional<String> subprotocol() {
        return Optional.ofNullable(subprotocol);
    }

    /// The decoded value of a query parameter; empty if it is missing or blank.
    public Optional<String> query(String name) {
        return query.first(name).asOptional().filter(value -> !value.isBlank());
    }

    /// The values of a header, one for each line, in order; empty if it is missing.
    public List<String> headers(String name) {
        HeaderName header = HeaderNames.create(name);
        return headers.contains(header) ? headers.get(header).allValues() : List.of();
    }

    /// The other end of the connection, which may be a proxy.
    public InetAddress peer() {
        return ((InetSocketAddress) context.remotePeer().address()).getAddress();
    }
}
