package io.jims.widget.socket;

import io.jims.core.Span;

/// The writing side of an open connection. Safe for all threads.
public interface TextSocket {
    /// The work that its handshake was part of.
    Span trace();

    /// Writes a text message; blocks while the client's side is full, for the write timeout at
    /// most.
    ///
    /// @return false if the connection has ended, before or by this write
    boolean send(String text);

    /// Sends a close frame, after which nothing more can be sent.
    void close(CloseCode code, String reason);

    /// Cuts the connection without a word. Does not block.
    void abort();
}
