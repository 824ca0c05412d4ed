package io.jims.core;

import java.util.Locale;

/// Why a visitor's message was not answered; the codes of the `jims.v1` protocol.
public enum ErrorCode {
    EMPTY,
    TOO_LONG,
    BUSY,
    RATE_LIMITED,
    QUOTA,
    UNAUTHORIZED,
    FORBIDDEN,
    OVERLOADED,
    TIMEOUT,
    PIPELINE,
    BAD_FRAME,
    SHUTTING_DOWN;

    /// As the protocol and stored events write it: `rate_limited`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
