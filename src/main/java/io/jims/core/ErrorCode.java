package io.jims.core;

import java.util.Locale;
import java.util.stream.Stream;

/// Why a visitor's message was not answered; the codes of the `jims.v1` protocol.
public enum ErrorCode {
    EMPTY(Outcome.REJECTED, Fault.VISITOR, false),
    TOO_LONG(Outcome.REJECTED, Fault.VISITOR, false),
    BUSY(Outcome.REJECTED, Fault.VISITOR, true),
    RATE_LIMITED(Outcome.REJECTED, Fault.VISITOR, true),
    QUOTA(Outcome.REJECTED, Fault.VISITOR, false),
    UNAUTHORIZED(Outcome.REJECTED, Fault.VISITOR, true),
    FORBIDDEN(Outcome.REJECTED, Fault.VISITOR, false),
    OVERLOADED(Outcome.REJECTED, Fault.SERVER, true),
    TIMEOUT(Outcome.TIMEOUT, Fault.SERVER, false),
    PIPELINE(Outcome.FAILED, Fault.SERVER, false),
    BAD_FRAME(Outcome.REJECTED, Fault.VISITOR, false),
    SHUTTING_DOWN(Outcome.REJECTED, Fault.SERVER, true);

    private final Outcome outcome;
    private final Fault fault;
    private final boolean retry;

    /// What happened to the message.
    public enum Outcome {
        /// It was never given to the pipeline.
        REJECTED,
        /// The pipeline failed.
        FAILED,
        /// The pipeline took too long.
        TIMEOUT
    }

    /// Who is responsible.
    public enum Fault {
        /// The visitor, or the visitor's client.
        VISITOR,
        /// The server or its app; the visitor cannot avoid it.
        SERVER
    }

    ErrorCode(Outcome outcome, Fault fault, boolean retry) {
        this.outcome = outcome;
        this.fault = fault;
        this.retry = retry;
    }

    /// Parses a code; [#PIPELINE] for one that only another version knows.
    public static ErrorCode ofWireName(String name) {
        return Stream.of(values())
                .filter(code -> code.wireName().equals(name))
                .findFirst()
                .orElse(PIPELINE);
    }

    /// The spelling in the protocol and in stored events: `rate_limited`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Outcome outcome() {
        return outcome;
    }

    public Fault fault() {
        return fault;
    }

    /// Whether the same message may be sent again.
    public boolean retry() {
        return retry;
    }
}
