package io.jims.widget.session;

import io.helidon.http.Status;
import io.jims.admission.AccessSettings;
import io.jims.admission.address.AddressSockets;
import io.jims.admission.address.ClientAddress;
import io.jims.admission.token.ContactId;
import io.jims.admission.token.Identity;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.Span;
import io.jims.core.ThreadId;
import io.jims.widget.socket.HandshakeException;
import io.jims.widget.socket.SocketEndpoint;
import io.jims.widget.socket.SocketHandler;
import io.jims.widget.socket.SocketRequest;
import io.jims.widget.socket.TextSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Lets chat clients in and gives each its chat. Safe for all threads.
public final class ChatEndpoint implements SocketEndpoint {
    /// When a client that has too many sockets may look again.
    private static final Duration SOCKET_RETRY = Duration.ofSeconds(10);

    private final AccessSettings access;
    private final ChatServices services;

    public ChatEndpoint(AccessSettings access, ChatServices services) {
        this.access = access;
        this.services = services;
    }

    /// A client of the basic protocol shows its token now, one of `jims.v1` in its first frame.
    @Override
    public Guest admit(SocketRequest request) {
        checkOrigin(request);
        ChatHandshake handshake = handshake(request);
        if (request.subprotocol().isPresent()) {
            return enter(handshake, socket -> new JimsChat(services, handshake, socket));
        }
        Identity identity = identify(handshake);
        return enter(handshake, socket -> new BasicChat(services, handshake, identity, socket));
    }

    /// Takes one of the sockets that the client's address may have.
    private Guest enter(ChatHandshake handshake, Function<TextSocket, SocketHandler> handler) {
        AddressSockets sockets = services.admission().sockets();
        if (!sockets.tryEnter(handshake.address())) {
            throw new HandshakeException(
                    Status.SERVICE_UNAVAILABLE_503,
                    "too many open connections from your network; try again later",
                    SOCKET_RETRY);
        }
        return new Guest() {
            @Override
            public SocketHandler open(TextSocket socket) {
                return handler.apply(socket);
            }

            @Override
            public void leave() {
                sockets.leave(handshake.address());
            }
        };
    }

    private void checkOrigin(SocketRequest request) {
        try {
            access.origins().check(request.headers("Origin"));
        } catch (ChatException e) {
            throw refusal(e);
        }
    }

    private ClientAddress address(SocketRequest request) {
        return access.proxies()
                .clientOf(
                        request.peer(),
                        request.headers("X-Forwarded-For"),
                        request.headers("Forwarded"));
    }

    private @Nullable Identity identify(ChatHandshake handshake) {
        try {
            return services.identification().identify(handshake.token(), handshake.contact());
        } catch (ChatException e) {
            throw refusal(e);
        }
    }

    private static HandshakeException refusal(ChatException reason) {
        boolean unknown = reason.code() == ErrorCode.UNAUTHORIZED;
        return new HandshakeException(
                unknown ? Status.UNAUTHORIZED_401 : Status.FORBIDDEN_403, reason.text());
    }

    /// A `thread_id` that is no uuid counts as none (the seed's "Endpoints").
    private ChatHandshake handshake(SocketRequest request) {
        return new ChatHandshake(
                address(request),
                request.query("thread_id").flatMap(ThreadId::parse).orElse(null),
                contact(request).orElse(null),
                request.query("token").orElse(null));
    }

    @Override
    public Span trace(SocketRequest request) {
        return services.tracer().trace(name -> request.headers(name).stream().findFirst());
    }

    private static Optional<ContactId> contact(SocketRequest request) {
        try {
            return request.query("contact_id").map(ContactId::new);
        } catch (IllegalArgumentException e) {
            throw new HandshakeException(Status.BAD_REQUEST_400, String.valueOf(e.getMessage()));
        }
    }
}
