package io.jims.widget.socket;

/// The peer is gone, or has been silent for too long. This is an ordinary end of a connection.
final class ConnectionLostException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ConnectionLostException(String message) {
        super(message);
    }

    ConnectionLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
