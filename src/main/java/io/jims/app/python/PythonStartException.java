package io.jims.app.python;

/// A Python app could not be started. The message is for the operator and may have several lines.
public final class PythonStartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PythonStartException(String message) {
        super(message);
    }

    PythonStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
