package io.jims.core;

import org.jspecify.annotations.Nullable;

/// What `--app` names.
///
/// @param name the `pipeline` label of metrics; 1 to 100 characters
/// @param pipeline answers the visitor's messages
/// @param conversationStart answers `/start`, where the app has an opening of its own
public record JimsApp(String name, Pipeline pipeline, @Nullable Pipeline conversationStart) {
    private static final int MAX_NAME_LENGTH = 100;
    private static final String START_COMMAND = "/start";

    public JimsApp {
        if (name.isBlank() || name.length() > MAX_NAME_LENGTH) {
            throw new IllegalArgumentException(
                    "an app's name has 1 to " + MAX_NAME_LENGTH + " characters: " + name);
        }
    }

    public JimsApp(String name, Pipeline pipeline) {
        this(name, pipeline, null);
    }

    /// The pipeline that answers this text of a visitor.
    Pipeline pipelineFor(String userText) {
        return conversationStart != null && userText.equals(START_COMMAND)
                ? conversationStart
                : pipeline;
    }
}
