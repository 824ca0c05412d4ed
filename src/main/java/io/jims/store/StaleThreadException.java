package io.jims.store;

/// Nothing was stored, since another process has written to the thread meanwhile; the caller must
/// load its changes first. Or this very step has been stored before.
public final class StaleThreadException extends StoreException {
    private static final long serialVersionUID = 1;

    public StaleThreadException(String message) {
        super(message);
    }

    public StaleThreadException(StaleThreadException cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
