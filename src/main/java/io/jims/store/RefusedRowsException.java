package io.jims.store;

/// Nothing was stored, since the database refuses these rows for good: to try the same again
/// changes nothing, while others may be stored. A [StoreException] of another kind says that it
/// does not work at present.
public final class RefusedRowsException extends StoreException {
    private static final long serialVersionUID = 1;

    public RefusedRowsException(String message, Throwable cause) {
        super(message, cause);
    }
}
