package io.jims.operator;

/// A request that cannot be answered as it is. The message says what is allowed.
final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadRequest(String message) {
        super(message);
    }
}
