package io.jims.app.assistant.wire;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A model call failed or was incomplete. The message is for the operator; it may quote the
/// provider.
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ModelFailure trouble;
    private final @Nullable Duration retryAfter;

    public ModelException(ModelFailure trouble, String detail) {
        this(trouble, detail, null, null);
    }

    public ModelException(ModelFailure trouble, String detail, @Nullable Throwable cause) {
        this(trouble, detail, null, cause);
    }

    /// @param retryAfter the pause that the provider asks for; null if it does not
    public ModelException(
            ModelFailure trouble,
            String detail,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(detail, cause);
        this.trouble = trouble;
        this.retryAfter = retryAfter;
    }

    public ModelFailure trouble() {
        return trouble;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
