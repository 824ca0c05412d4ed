package io.jims.app.assistant;

import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.TokenUsage;
import io.jims.core.LlmUsage;
import org.jspecify.annotations.Nullable;

/// Reads what a call used up; a server that does not tell counts with no tokens.
final class Usage {
    private Usage() {}

    /// A call that was answered, under the name that the provider gives the model.
    static LlmUsage of(ModelName model, ChatResponse response) {
        String name = response.modelName();
        TokenUsage usage = response.tokenUsage();
        String named = name == null || name.isBlank() ? model.name() : name;
        return switch (usage) {
            case null -> new LlmUsage(named, 0, 0);
            case OpenAiTokenUsage openAi ->
                    usage(
                            named,
                            usage,
                            0,
                            openAi.inputTokensDetails() == null
                                    ? 0
                                    : count(openAi.inputTokensDetails().cachedTokens()));
            case AnthropicTokenUsage anthropic ->
                    usage(
                            named,
                            usage,
                            count(anthropic.cacheCreationInputTokens())
                                    + count(anthropic.cacheReadInputTokens()),
                            count(anthropic.cacheReadInputTokens()));
            default -> usage(named, usage, 0, 0);
        };
    }

    /// A call that ended before the provider told what it used up.
    static LlmUsage ofUnfinished(ModelName model) {
        return new LlmUsage(model.name(), 0, 0);
    }

    /// @param further prompt tokens that the provider counts apart
    private static LlmUsage usage(String model, TokenUsage usage, long further, long cached) {
        return new LlmUsage(
                model,
                count(usage.inputTokenCount()) + further,
                count(usage.outputTokenCount()),
                cached,
                1);
    }

    private static long count(@Nullable Integer tokens) {
        return tokens == null ? 0 : Math.max(0, tokens);
    }
}
