package io.jims.core;

/// A page action was called and has no result. The message may be shown to a language model.
public final class PageActionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /// What is known about the action.
    public enum Reason {
        /// Not performed: no page of the visitor offers it now.
        UNAVAILABLE,
        /// The page reported that it failed, or that the visitor declined.
        FAILED,
        /// Perhaps performed: the page did not answer in time, or an earlier attempt to answer the
        /// same message called it.
        UNCERTAIN
    }

    public PageActionException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
