package io.jims.store;

/// The store could not complete an operation. The message is for the operator: what failed, where,
/// and what to do.
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
