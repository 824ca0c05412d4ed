package io.jims.server;

/// A part could not be started. The message is for the operator: what failed, why, and which
/// setting changes it.
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
