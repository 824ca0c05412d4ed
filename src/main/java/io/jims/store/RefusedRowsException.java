package io.jims.store;

/// Nothing was stored, since the database rejects these rows for good: a retry cannot help, while
/// other rows can be stored. Any other [StoreException] means that the database does not work now.
public final class RefusedRowsException extends StoreException {
    private static final long serialVersionUID = 1;

    public RefusedRowsException(String message, Throwable cause) {
        super(message, cause);
    }
}
