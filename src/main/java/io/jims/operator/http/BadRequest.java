package io.jims.operator.http;

/// A request with a value that is not allowed. The message says what is.
public final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadRequest(String message) {
        super(message);
    }
}
