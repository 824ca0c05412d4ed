package io.jims.widget.socket;

/// Decides who is let in, and makes the handler of each new connection. Called by many threads.
public interface SocketEndpoint {
    /// Looks at a handshake before it is answered.
    ///
    /// @throws HandshakeException if the client is not let in
    void admit(SocketRequest request);

    /// The handler of a client that was let in.
    SocketHandler open(SocketRequest request, TextSocket socket);
}
