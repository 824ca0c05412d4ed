package io.jims.widget.socket;

import io.jims.core.Span;

/// Decides who is let in. Called by many threads.
public interface SocketEndpoint {
    /// Looks at a handshake before it is answered.
    ///
    /// @throws HandshakeException if the client is not let in
    Guest admit(SocketRequest request);

    /// The work that a handshake is part of.
    default Span trace(SocketRequest request) {
        return Span.NONE;
    }

    /// A client that was let in.
    interface Guest {
        /// The handler of its connection. Called once, unless no place is left for the connection.
        SocketHandler open(TextSocket socket);

        /// The connection has ended, or was not opened after all. Called once, last.
        default void leave() {}
    }
}
