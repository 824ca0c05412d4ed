package io.jims.widget.socket;

/// The peer violated the protocol or a bound; the connection is closed with this code.
final class WebSocketException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final CloseCode code;
    private final String reason;

    /// @param reason sent to the peer: at most 123 bytes of UTF-8
    WebSocketException(CloseCode code, String reason) {
        super(code + ": " + reason);
        this.code = code;
        this.reason = reason;
    }

    CloseCode code() {
        return code;
    }

    String reason() {
        return reason;
    }
}
