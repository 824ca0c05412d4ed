package io.jims.app.assistant;

import io.jims.app.assistant.wire.Provider;
import io.jims.app.assistant.wire.ProviderEndpoint;
import io.jims.core.JimsApp;
import io.jims.core.LlmUsage;
import io.jims.observe.RunObserver;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes assistants whose provider is on loopback.
public final class Assistants {
    public static final String KEY = "sk-secret-key-0123";
    static final String INSTRUCTIONS = "Answer briefly.";

    private Assistants() {}

    /// One of OpenAI's kind.
    public static JimsApp openAi(LlmServer server) {
        return create(settings("test-model", Provider.OPENAI, server.url() + "/v1"));
    }

    public static JimsApp create(AssistantSettings settings) {
        return open(settings).app();
    }

    /// With what has to be closed.
    static AssistantApp open(AssistantSettings settings) {
        return AssistantApp.create(
                settings, Assistants.class.getClassLoader(), Duration.ofMillis(1));
    }

    public static AssistantSettings settings(
            @Nullable String model, Provider provider, String url) {
        return settings(model, provider, url, List.of(), Duration.ofSeconds(20));
    }

    public static AssistantSettings settings(
            @Nullable String model,
            Provider provider,
            String url,
            List<String> tools,
            Duration timeout) {
        return new AssistantSettings(
                model,
                Map.of(provider, new ProviderEndpoint(KEY, URI.create(url))),
                INSTRUCTIONS,
                4,
                0.5,
                99,
                tools,
                timeout);
    }

    /// Keeps what the calls of models used up.
    public static RunObserver counter(List<LlmUsage> counted) {
        return new RunObserver() {
            @Override
            public void onRunEnded(RunReport report) {}

            @Override
            public void onLlmCall(LlmUsage usage) {
                counted.add(usage);
            }
        };
    }
}
