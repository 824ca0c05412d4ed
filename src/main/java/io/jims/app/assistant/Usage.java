package io.jims.app.assistant;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.TokenUsage;
import io.jims.core.LlmUsage;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Determines the usage of a call, and estimates what the server does not report.
final class Usage {
    /// Of UTF-8, in most languages; between 3 and 6.
    private static final int BYTES_IN_TOKEN = 4;

    /// Of a picture, which is counted by its area; between 85 and 3000.
    private static final int TOKENS_IN_PICTURE = 1_000;

    private Usage() {}

    /// The usage of a completed call, under the provider's name for the model. Missing or zero
    /// counts are estimated, so that they cannot bypass a limit.
    ///
    /// @param answer what the model wrote
    static LlmUsage of(ModelName model, ChatRequest request, ModelReply said, String answer) {
        String name = said.model();
        String named = name == null || name.isBlank() ? model.name() : name;
        LlmUsage told = told(named, said.usage());
        LlmUsage estimated = ofUnfinished(model, request, answer);
        return new LlmUsage(
                named,
                told.promptTokens() > 0 ? told.promptTokens() : estimated.promptTokens(),
                told.completionTokens() > 0
                        ? told.completionTokens()
                        : estimated.completionTokens(),
                told.cachedTokens(),
                1);
    }

    private static LlmUsage told(String named, @Nullable TokenUsage usage) {
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

    /// The usage of a call that ended before the provider reported it. It is estimated: stopping
    /// every answer must not make it free.
    ///
    /// @param answer what the model wrote
    static LlmUsage ofUnfinished(ModelName model, ChatRequest request, String answer) {
        String prompt = request.messages().stream().map(Usage::text).collect(Collectors.joining());
        if (!request.toolSpecifications().isEmpty()) {
            prompt += request.toolSpecifications();
        }
        return new LlmUsage(model.name(), estimate(prompt), estimate(answer));
    }

    private static String text(ChatMessage message) {
        return switch (message) {
            case SystemMessage instructions -> instructions.text();
            case UserMessage visitor ->
                    visitor.contents().stream().map(Usage::text).collect(Collectors.joining());
            case ToolExecutionResultMessage result -> result.text();
            case AiMessage model ->
                    Objects.requireNonNullElse(model.text(), "") + model.toolExecutionRequests();
            default -> "";
        };
    }

    private static String text(Content part) {
        return part instanceof TextContent text
                ? text.text()
                : " ".repeat(TOKENS_IN_PICTURE * BYTES_IN_TOKEN);
    }

    private static long estimate(String text) {
        return Math.ceilDiv(text.getBytes(UTF_8).length, BYTES_IN_TOKEN);
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
