package io.jims.lifecycle;

import java.time.Duration;

/// A source of texts failed. The message is for the operator: what is wrong and what to do, without
/// secrets.
public final class SourceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Duration notBefore;

    SourceException(String message) {
        this(message, Duration.ZERO);
    }

    public SourceException(String message, Throwable cause) {
        super(message, cause);
        this.notBefore = Duration.ZERO;
    }

    /// @param notBefore how long the source wants to be left alone
    SourceException(String message, Duration notBefore) {
        super(message);
        this.notBefore = notBefore;
    }

    Duration notBefore() {
        return notBefore;
    }
}
