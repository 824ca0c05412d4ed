package io.jims.app.python;

import org.jspecify.annotations.Nullable;

/// An exception of a Python pipeline. The stack trace is Python's, the innermost call first.
final class PythonException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String type;

    /// @param type the exception's class with its module, as Python writes it
    /// @param message of the exception; for the log, and for clients of the basic protocol
    PythonException(
            String type,
            String message,
            StackTraceElement[] frames,
            @Nullable PythonException cause) {
        super(message, cause);
        this.type = type;
        setStackTrace(frames);
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // the message alone is what clients see
    public String toString() {
        return type + ": " + getMessage();
    }
}
