package io.jims.core;

import java.util.Locale;
import java.util.stream.Stream;

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

    /// The code that is written so; [#PIPELINE] for a word that only another version knows.
    public static ErrorCode ofWireName(String name) {
        return Stream.of(values())
                .filter(code -> code.wireName().equals(name))
                .findFirst()
                .orElse(PIPELINE);
    }

    /// As the protocol and stored events write it: `rate_limited`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
