package io.jims.widget;

import io.helidon.http.Status;
import io.jims.core.ThreadId;
import io.jims.widget.admission.AccessSettings;
import io.jims.widget.socket.HandshakeException;
import io.jims.widget.socket.SocketEndpoint;
import io.jims.widget.socket.SocketRequest;
import java.util.Optional;

/// Lets chat clients in and gives each its chat. Safe for all threads.
final class ChatEndpoint implements SocketEndpoint {
    private final AccessSettings access;
    private final Chats chats;

    ChatEndpoint(AccessSettings access, Chats chats) {
        this.access = access;
        this.chats = chats;
    }

    /// A `thread_id` that is no uuid counts as none (the seed's "Endpoints").
    @Override
    public Guest admit(SocketRequest request) {
        access.origins().check(request);
        Optional<ContactId> contact = contact(request);
        Optional<ThreadId> thread = request.query("thread_id").flatMap(ThreadId::parse);
        return request.subprotocol().isPresent()
                ? socket -> new JimsChat(chats, contact, thread, socket)
                : socket ->
                        new BasicChat(chats, contact.orElseGet(ContactId::create), thread, socket);
    }

    private static Optional<ContactId> contact(SocketRequest request) {
        try {
            return request.query("contact_id").map(ContactId::new);
        } catch (IllegalArgumentException e) {
            throw new HandshakeException(Status.BAD_REQUEST_400, String.valueOf(e.getMessage()));
        }
    }
}
