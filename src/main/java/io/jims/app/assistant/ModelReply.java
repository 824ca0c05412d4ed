package io.jims.app.assistant;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.output.TokenUsage;
import io.jims.app.assistant.stream.FinishReason;
import org.jspecify.annotations.Nullable;

/// The result of one model call.
///
/// @param message without the model's reasoning
/// @param model the provider's name for it; null if missing
/// @param usage as the provider reports it; null if missing
record ModelReply(
        AiMessage message,
        FinishReason finishReason,
        @Nullable String model,
        @Nullable TokenUsage usage) {}
