package io.jims.widget.socket;

import io.jims.core.Span;

/// The writing side of an open connection. Safe for all threads.
public interface TextSocket {
    /// The span of its handshake.
    Span trace();

    /// Writes a text message; blocks while the client does not read, at most for the write timeout.
    ///
    /// @return false if the connection has ended, before or by this write
    boolean send(String text);

    /// Sends a close frame, after which nothing more can be sent.
    void close(CloseCode code, String reason);

    /// Closes the connection without a close frame. Does not block.
    void abort();
}
