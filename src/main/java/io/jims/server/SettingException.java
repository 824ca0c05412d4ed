package io.jims.server;

/// The operator gave a value that is not allowed, or that means nothing to its part. The message is
/// one line: which setting, which value, what is allowed.
public final class SettingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SettingException(String message) {
        super(inOneLine(message));
    }

    public SettingException(String message, Throwable cause) {
        super(inOneLine(message), cause);
    }

    /// What the operator gave may hold line breaks.
    public static String inOneLine(String message) {
        return message.strip().replaceAll("\\R\\s*", " ");
    }
}
