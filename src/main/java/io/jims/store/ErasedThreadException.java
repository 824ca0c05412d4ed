package io.jims.store;

/// Nothing was stored, since the thread has been deleted: the caller's knowledge of it is out of
/// date. A step that creates the thread starts it anew.
public final class ErasedThreadException extends StoreException {
    private static final long serialVersionUID = 1;

    public ErasedThreadException(Throwable cause) {
        super("the thread has been deleted; nothing was stored", cause);
    }
}
