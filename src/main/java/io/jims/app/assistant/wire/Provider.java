package io.jims.app.assistant.wire;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A provider of language models; the part before the slash of a model's name. OpenRouter and
/// Ollama have the API of OpenAI.
@SuppressWarnings("ImmutableEnumChecker") // its lists are unmodifiable
public enum Provider {
    OPENAI(
            "https://api.openai.com/v1",
            "gpt-4.1-mini",
            List.of("OPENAI_API_KEY"),
            List.of("OPENAI_BASE_URL", "OPENAI_API_BASE")),
    ANTHROPIC(
            "https://api.anthropic.com/v1",
            "claude-haiku-4-5",
            List.of("ANTHROPIC_API_KEY"),
            List.of("ANTHROPIC_BASE_URL")),
    GEMINI(
            "https://generativelanguage.googleapis.com/v1beta",
            "gemini-2.5-flash",
            List.of("GEMINI_API_KEY", "GOOGLE_API_KEY"),
            List.of("GEMINI_BASE_URL")),
    OPENROUTER(
            "https://openrouter.ai/api/v1",
            "openai/gpt-4.1-mini",
            List.of("OPENROUTER_API_KEY"),
            List.of("OPENROUTER_BASE_URL", "OPENROUTER_API_BASE")),
    OLLAMA(
            "http://localhost:11434/v1",
            null,
            List.of("OLLAMA_API_KEY"),
            List.of("OLLAMA_BASE_URL", "OLLAMA_API_BASE"));

    private final String url;
    private final @Nullable String model;
    private final List<String> keyVariables;
    private final List<String> urlVariables;

    Provider(
            String url,
            @Nullable String model,
            List<String> keyVariables,
            List<String> urlVariables) {
        this.url = url;
        this.model = model;
        this.keyVariables = keyVariables;
        this.urlVariables = urlVariables;
    }

    /// The provider of this name, in any case.
    public static Optional<Provider> of(String name) {
        return Stream.of(values()).filter(p -> p.name().equalsIgnoreCase(name)).findFirst();
    }

    /// The one that runs a model of this name, `name` or `provider/name`.
    public static Provider ofModel(String model) {
        int slash = model.indexOf('/');
        return slash < 0 ? OPENAI : of(model.substring(0, slash)).orElse(OPENAI);
    }

    /// As OpenTelemetry's conventions call it.
    public String telemetryName() {
        return this == GEMINI ? "gcp.gemini" : name().toLowerCase(Locale.ROOT);
    }

    /// The default base URL.
    public String url() {
        return url;
    }

    /// The model that is used where none was chosen; none where it depends on the machine.
    public Optional<String> model() {
        return Optional.ofNullable(model);
    }

    /// The environment variables that hold its key; the first that is set counts.
    public List<String> keyVariables() {
        return keyVariables;
    }

    /// The environment variables that hold its address; the first that is set counts.
    public List<String> urlVariables() {
        return urlVariables;
    }
}
