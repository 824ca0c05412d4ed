package io.jims.widget.socket;

/// A whole message of a client.
sealed interface Message {
    record Text(String text) implements Message {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Ping(byte[] payload) implements Message {}

    record Pong() implements Message {}

    /// The client closes the connection.
    ///
    /// @param code its close code, or 1000 without one
    record Close(int code) implements Message {}
}
