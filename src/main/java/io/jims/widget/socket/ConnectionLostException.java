package io.jims.widget.socket;

/// The peer is gone, or so silent that it is taken for gone. An ordinary end of a connection.
final class ConnectionLostException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ConnectionLostException(String message) {
        super(message);
    }

    ConnectionLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
