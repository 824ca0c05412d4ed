package io.jims.core;

/// A visitor's message could not be answered. The message is shown to the visitor: it says what was
/// wrong and what is allowed, and holds nothing that only the operator may know.
public final class ChatException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ErrorCode code;

    public ChatException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    public ChatException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }

    /// The message, which this class always has.
    public String text() {
        String message = getMessage();
        return message == null ? code.name() : message;
    }
}
