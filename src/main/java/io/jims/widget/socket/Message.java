package io.jims.widget.socket;

/// What a client sent, whole.
sealed interface Message {
    record Text(String text) implements Message {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Ping(byte[] payload) implements Message {}

    record Pong() implements Message {}

    /// The client ends the connection.
    ///
    /// @param code its close code, or 1000 where it gave none
    record Close(int code) implements Message {}
}
