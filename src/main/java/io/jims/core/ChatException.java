package io.jims.core;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A visitor's message could not be answered. The message is shown to the visitor: it says what was
/// wrong and what is allowed, and holds nothing that only the operator may know.
public final class ChatException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ErrorCode code;
    private final @Nullable Duration retryAfter;

    public ChatException(ErrorCode code, String message) {
        super(message);
        this.code = code;
        this.retryAfter = null;
    }

    /// @param retryAfter how long the visitor has to wait, which the message says as well
    public ChatException(ErrorCode code, String message, Duration retryAfter) {
        super(message);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    public ChatException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.retryAfter = null;
    }

    public ErrorCode code() {
        return code;
    }

    /// How long to wait before the message is sent again; empty where that is not known.
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /// The message, which this class always has.
    public String text() {
        String message = getMessage();
        return message == null ? code.name() : message;
    }
}
