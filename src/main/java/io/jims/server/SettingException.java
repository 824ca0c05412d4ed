package io.jims.server;

/// The operator gave a value that is not allowed or not valid. The message is one line: which
/// setting, which value, what is allowed.
public final class SettingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SettingException(String message) {
        super(inOneLine(message));
    }

    public SettingException(String message, Throwable cause) {
        super(inOneLine(message), cause);
    }

    /// The value may contain line breaks.
    public static String inOneLine(String message) {
        return message.strip().replaceAll("\\R\\s*", " ");
    }
}
