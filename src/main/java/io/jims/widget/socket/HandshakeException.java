package io.jims.widget.socket;

import io.helidon.http.Status;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A refused handshake; the client gets this HTTP status and text.
public final class HandshakeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Status status;
    private final String text;
    private final @Nullable Duration retryAfter;

    public HandshakeException(Status status, String text) {
        this(status, text, null);
    }

    /// @param retryAfter when the client may try again; null if that would not help
    public HandshakeException(Status status, String text, @Nullable Duration retryAfter) {
        super(text);
        this.status = status;
        this.text = text;
        this.retryAfter = retryAfter;
    }

    Status status() {
        return status;
    }

    @Nullable Duration retryAfter() {
        return retryAfter;
    }

    String text() {
        return text;
    }
}
