package io.jims.app.assistant;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.output.TokenUsage;
import io.jims.app.assistant.stream.FinishReason;
import org.jspecify.annotations.Nullable;

/// What a model said in one call.
///
/// @param message without the model's thoughts
/// @param model its name, as the provider gives it; null where it gives none
/// @param usage what the provider says that it cost; null where it does not say
record ModelReply(
        AiMessage message,
        FinishReason finishReason,
        @Nullable String model,
        @Nullable TokenUsage usage) {}
