package io.jims.app.assistant;

import io.jims.app.assistant.tool.McpSettings;
import io.jims.app.assistant.wire.Provider;
import io.jims.app.assistant.wire.ProviderEndpoint;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The settings of the assistant. Shows no key.
///
/// @param model `name` or `provider/name`; null for the default of the first provider that is
///   configured
/// @param access endpoint and key of each provider
/// @param systemPrompt the model's instructions
/// @param historyLength how many messages of the thread the model sees, 1 to 1000
/// @param temperature 0 to 2; null for the model's default
/// @param maxAnswerTokens longest answer, at least 1; null for the model's default
/// @param tools classes with methods that the model may call
/// @param modelTimeout longest silence of a provider, positive
/// @param modelRequired whether the model was chosen explicitly: the start then fails if it cannot
///   be used, instead of falling back to the demo
/// @param mcp servers whose tools the model may call, too
/// @param pictures whether the model gets pictures that visitors send
public record AssistantSettings(
        @Nullable String model,
        Map<Provider, ProviderEndpoint> access,
        String systemPrompt,
        int historyLength,
        @Nullable Double temperature,
        @Nullable Integer maxAnswerTokens,
        List<String> tools,
        Duration modelTimeout,
        boolean modelRequired,
        McpSettings mcp,
        boolean pictures) {
    public static final String DEFAULT_SYSTEM_PROMPT =
            "You are the assistant on a website. Answer its visitors in their language, briefly and"
                    + " truthfully, in Markdown. Say so when you do not know.";

    public static final int DEFAULT_HISTORY_LENGTH = 20;
    public static final int MAX_HISTORY_LENGTH = 1_000;
    public static final double MAX_TEMPERATURE = 2;
    public static final Duration DEFAULT_MODEL_TIMEOUT = Duration.ofSeconds(60);

    /// No provider, and the defaults.
    public static final AssistantSettings NONE =
            new AssistantSettings(
                    null,
                    Map.of(),
                    DEFAULT_SYSTEM_PROMPT,
                    DEFAULT_HISTORY_LENGTH,
                    null,
                    null,
                    List.of(),
                    DEFAULT_MODEL_TIMEOUT);

    /// Without MCP servers, and with a model that is required if there is one.
    public AssistantSettings(
            @Nullable String model,
            Map<Provider, ProviderEndpoint> access,
            String systemPrompt,
            int historyLength,
            @Nullable Double temperature,
            @Nullable Integer maxAnswerTokens,
            List<String> tools,
            Duration modelTimeout) {
        this(
                model,
                access,
                systemPrompt,
                historyLength,
                temperature,
                maxAnswerTokens,
                tools,
                modelTimeout,
                model != null,
                McpSettings.NONE,
                true);
    }

    public AssistantSettings {
        require(historyLength >= 1 && historyLength <= MAX_HISTORY_LENGTH, "history length");
        require(
                temperature == null || (temperature >= 0 && temperature <= MAX_TEMPERATURE),
                "temperature");
        require(maxAnswerTokens == null || maxAnswerTokens >= 1, "answer tokens");
        require(modelTimeout.isPositive(), "model timeout");
        access = Map.copyOf(access);
        tools = List.copyOf(tools);
    }

    /// Whether there is a model to answer with: a provider that has a key or an address, or a model
    /// of Ollama, which needs neither.
    public boolean isConfigured() {
        return access.values().stream().anyMatch(ProviderEndpoint::isConfigured)
                || (model != null && isOfOllama(model));
    }

    /// Whether the default app is the assistant: there is a model, or there has to be one.
    public boolean isWanted() {
        return isConfigured() || modelRequired;
    }

    ProviderEndpoint access(Provider provider) {
        return access.getOrDefault(provider, ProviderEndpoint.NONE);
    }

    private static boolean isOfOllama(String model) {
        return model.toLowerCase(Locale.ROOT).startsWith("ollama/");
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException(what + " is out of bounds");
        }
    }
}
