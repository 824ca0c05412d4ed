package io.jims.widget.socket;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsUpgrader;
import io.jims.listener.HttpConnection;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Upgrades an HTTP/1.1 connection to a WebSocket (RFC 6455, section 4.2) on the endpoint's path.
public final class SocketUpgrader extends WsUpgrader {
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final ServerConnection HANDED_OVER = new HandedOver();

    private final String path;
    private final Set<String> subprotocols;
    private final SocketEndpoint endpoint;
    private final Sockets sockets;
    private final SocketSettings settings;

    /// @param subprotocols that a client may request; without one, it gets the endpoint's default
    public SocketUpgrader(
            String path,
            Set<String> subprotocols,
            SocketEndpoint endpoint,
            Sockets sockets,
            SocketSettings settings) {
        super(WsConfig.create());
        this.path = path;
        this.subprotocols = Set.copyOf(subprotocols);
        this.endpoint = endpoint;
        this.sockets = sockets;
        this.settings = settings;
    }

    /// Null if this is not a request for our endpoint, or asks for another version of the protocol;
    /// HTTP routing answers it then.
    @Override
    public @Nullable ServerConnection upgrade(
            ConnectionContext context, HttpPrologue prologue, WritableHeaders<?> headers) {
        if (!prologue.uriPath().path().equals(path) || !headers.contains(WS_KEY)) {
            return null;
        }
        try {
            return open((HttpConnection) context, prologue, headers);
        } catch (RequestException e) {
            sockets.refusals().count(e.status());
            throw e;
        }
    }

    private @Nullable ServerConnection open(
            HttpConnection context, HttpPrologue prologue, WritableHeaders<?> headers) {
        requireHandshake(prologue, headers);
        if (!speaksOurVersion(headers)) {
            sockets.refusals().count(Status.create(426));
            return null;
        }
        String accept = accept(context, headers.get(WS_KEY).get());
        String subprotocol = subprotocol(headers);
        SocketRequest request = new SocketRequest(context, prologue.query(), headers, subprotocol);
        SocketEndpoint.Guest guest = admit(request);
        boolean upgraded = false;
        try {
            context.becomeSocket();
            switchProtocols(context, accept, subprotocol);
            upgraded = true;
            context.handOver(
                    new SocketConnection(
                            context, guest, endpoint.trace(request), sockets, settings));
            return HANDED_OVER;
        } finally {
            if (!upgraded) {
                sockets.leave();
                guest.leave();
            }
        }
    }

    /// Takes a place for the client; both must be left again.
    private SocketEndpoint.Guest admit(SocketRequest request) {
        try {
            SocketEndpoint.Guest guest = endpoint.admit(request);
            if (!sockets.tryEnter()) {
                guest.leave();
                throw sockets.isClosing()
                        ? unavailable("the server is shutting down; try again in a moment")
                        : unavailable("too many open connections; try again later");
            }
            return guest;
        } catch (HandshakeException e) {
            throw refusal(e);
        }
    }

    private static HandshakeException unavailable(String text) {
        return new HandshakeException(Status.SERVICE_UNAVAILABLE_503, text, RETRY);
    }

    private static void requireHandshake(HttpPrologue prologue, WritableHeaders<?> headers) {
        if (!prologue.method().equals(Method.GET)) {
            throw refusal(Status.METHOD_NOT_ALLOWED_405, "a WebSocket handshake is a GET request");
        }
        boolean asksForUpgrade =
                headers.contains(HeaderNames.CONNECTION)
                        && Stream.of(headers.get(HeaderNames.CONNECTION).values().split(","))
                                .anyMatch(value -> value.strip().equalsIgnoreCase("upgrade"));
        if (!asksForUpgrade) {
            throw refusal(
                    Status.BAD_REQUEST_400,
                    "a WebSocket handshake has the header Connection: Upgrade");
        }
    }

    private static boolean speaksOurVersion(WritableHeaders<?> headers) {
        return headers.contains(WS_VERSION)
                && headers.get(WS_VERSION).get().equals(SUPPORTED_VERSION);
    }

    private String accept(ConnectionContext context, String key) {
        try {
            return hash(context, key);
        } catch (IllegalArgumentException e) { // not base64
            throw refusal(Status.BAD_REQUEST_400, "Sec-WebSocket-Key must be 16 bytes in base64");
        }
    }

    /// The client's first preference that we know; null if there is none, which is not an error:
    /// the client then decides whether to go on (RFC 6455, section 4.2.2).
    private @Nullable String subprotocol(WritableHeaders<?> headers) {
        if (!headers.contains(PROTOCOL)) {
            return null;
        }
        return Stream.of(headers.get(PROTOCOL).values().split(","))
                .map(String::strip)
                .filter(subprotocols::contains)
                .findFirst()
                .orElse(null);
    }

    private static void switchProtocols(
            ConnectionContext context, String accept, @Nullable String subprotocol) {
        String chosen = subprotocol == null ? "" : "\r\nSec-WebSocket-Protocol: " + subprotocol;
        String response = SWITCHING_PROTOCOL_PREFIX + accept + chosen + SWITCHING_PROTOCOLS_SUFFIX;
        context.dataWriter().writeNow(BufferData.create(response.getBytes(US_ASCII)));
    }

    private static RequestException refusal(Status status, String message) {
        return refusal(new HandshakeException(status, message));
    }

    private static RequestException refusal(HandshakeException reason) {
        RequestException.Builder refusal =
                RequestException.builder()
                        .type(DirectHandler.EventType.OTHER)
                        .status(reason.status())
                        .message(reason.text());
        Duration retryAfter = reason.retryAfter();
        if (retryAfter != null) {
            refusal.header(HeaderValues.create(HeaderNames.RETRY_AFTER, retryAfter.toSeconds()));
        }
        return refusal.build();
    }

    /// Helidon's handler of a connection that has become a WebSocket: it does nothing.
    private static final class HandedOver implements ServerConnection {
        @Override
        public void handle(Limit limit) {}

        @Override
        public Duration idleTime() {
            return Duration.ZERO;
        }

        @Override
        public void close(boolean interrupt) {}
    }
}
