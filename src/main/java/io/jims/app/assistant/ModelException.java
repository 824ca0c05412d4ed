package io.jims.app.assistant;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A model gave no answer, or no whole one. The message is for the operator; it may quote the
/// provider.
final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Trouble trouble;
    private final @Nullable Duration retryAfter;

    ModelException(Trouble trouble, String detail) {
        this(trouble, detail, null, null);
    }

    ModelException(Trouble trouble, String detail, @Nullable Throwable cause) {
        this(trouble, detail, null, cause);
    }

    /// @param retryAfter how long the provider wants to be left alone; null where it does not say
    ModelException(
            Trouble trouble,
            String detail,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(detail, cause);
        this.trouble = trouble;
        this.retryAfter = retryAfter;
    }

    Trouble trouble() {
        return trouble;
    }

    @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
