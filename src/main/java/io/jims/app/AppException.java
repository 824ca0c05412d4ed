package io.jims.app;

import org.jspecify.annotations.Nullable;

/// The app that `--app` and `--app-path` name cannot be loaded. The message is for the operator:
/// what was tried, and why it failed.
public final class AppException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AppException(String message) {
        super(message);
    }

    AppException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// The operator's or an author's code failed.
    static AppException threw(String what, @Nullable Throwable failure) {
        String inOneLine = String.valueOf(failure).replaceAll("\\R\\s*", " ");
        return new AppException(what + " threw " + inOneLine, failure);
    }
}
