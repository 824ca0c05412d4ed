package io.jims.widget.socket;

import io.jims.core.Span;

/// Accepts or refuses handshakes. Called by many threads.
public interface SocketEndpoint {
    /// Checks a handshake before it is answered.
    ///
    /// @throws HandshakeException if the client is not let in
    Guest admit(SocketRequest request);

    /// The span of a handshake.
    default Span trace(SocketRequest request) {
        return Span.NONE;
    }

    /// An accepted client.
    interface Guest {
        /// The handler of its connection. Called once, unless there is no place for the connection.
        SocketHandler open(TextSocket socket);

        /// The connection has ended, or was never opened. Called once, last.
        default void leave() {}
    }
}
