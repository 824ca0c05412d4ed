package io.jims.store;

/// Nothing was stored, since another process has written to the thread in the meantime: whoever
/// wants to store something has to follow that first. Or it has stored this very step before.
public final class StaleThreadException extends StoreException {
    private static final long serialVersionUID = 1;

    public StaleThreadException(String message) {
        super(message);
    }

    public StaleThreadException(StaleThreadException cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
