package io.jims.core;

/// A page action that was called has no result. The message may be shown to a language model.
public final class PageActionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /// What is known of the action.
    public enum Reason {
        /// Not done: no page of the visitor offers it at present.
        UNAVAILABLE,
        /// The page said that it failed, or that the visitor did not want it.
        FAILED,
        /// It may have been done: the page did not answer in time, or an earlier attempt to answer
        /// the same message called it.
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
