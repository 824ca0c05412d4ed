package io.jims.cli;

/// The operator gave a value that is not allowed. The message is one line: which setting, which
/// value, what is allowed.
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UsageException(String message) {
        super(inOneLine(message));
    }

    public UsageException(String message, Throwable cause) {
        super(inOneLine(message), cause);
    }

    private static String inOneLine(String message) {
        return message.strip().replaceAll("\\R\\s*", " ");
    }
}
