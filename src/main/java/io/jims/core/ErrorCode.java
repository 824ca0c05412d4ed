package io.jims.core;

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
    SHUTTING_DOWN
}
