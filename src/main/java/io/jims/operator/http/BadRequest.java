package io.jims.operator.http;

/// A request that cannot be answered as it is. The message says what is allowed.
public final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadRequest(String message) {
        super(message);
    }
}
