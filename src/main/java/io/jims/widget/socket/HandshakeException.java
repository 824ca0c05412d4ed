package io.jims.widget.socket;

import io.helidon.http.Status;

/// A handshake is refused; the client gets this HTTP status and text in place of a socket.
public final class HandshakeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Status status;
    private final String text;

    public HandshakeException(Status status, String text) {
        super(text);
        this.status = status;
        this.text = text;
    }

    Status status() {
        return status;
    }

    String text() {
        return text;
    }
}
