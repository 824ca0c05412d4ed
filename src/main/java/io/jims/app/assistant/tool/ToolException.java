package io.jims.app.assistant.tool;

import org.jspecify.annotations.Nullable;

/// A tool failed, or was called with the wrong arguments. The message is for the model.
class ToolException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ToolException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
