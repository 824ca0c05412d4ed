package io.jims.store;

/// Nothing was stored, since the thread has been deleted: what its caller knows of it is of the
/// past. A step that makes the thread begins it anew.
public final class ErasedThreadException extends StoreException {
    private static final long serialVersionUID = 1;

    public ErasedThreadException(Throwable cause) {
        super("the thread has been deleted; nothing was stored", cause);
    }
}
