package io.jims.cli.option.app;

import io.jims.app.assistant.AssistantSettings;
import io.jims.app.assistant.wire.Provider;
import io.jims.app.assistant.wire.ProviderEndpoint;
import io.jims.cli.value.AlsoFrom;
import io.jims.cli.value.Bounds;
import io.jims.cli.value.Environment;
import io.jims.cli.value.Given;
import io.jims.cli.value.OnOff;
import io.jims.cli.value.ValueList;
import io.jims.server.SettingException;
import io.jims.server.SettingValue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The flags of the assistant, and the variables with the providers' keys.
public final class AssistantOptions {
    private static final String SYSTEM_PROMPT = "--system-prompt";
    private static final String MODEL = "--model";
    private static final int MAX_PROMPT = 100_000;

    /// A variable that other programs use, too: on its own it does not select a model.
    private static final String SHARED_NAME = "MODEL ";

    @Option(
            names = MODEL,
            paramLabel = "<name>",
            description =
                    "Language model: a name of OpenAI's, or provider/name with openai, "
                            + "anthropic, gemini, openrouter or ollama; also from MODEL. Where none is "
                            + "given, a small one of the first provider that has a key.")
    @AlsoFrom("MODEL")
    @Nullable String model;

    @Option(
            names = SYSTEM_PROMPT,
            paramLabel = "<text or file>",
            description =
                    "The model's instructions, or a file that holds them; at most 100000 "
                            + "characters.")
    @Nullable String systemPrompt;

    @Option(
            names = "--history-length",
            defaultValue = "20",
            description = "How many messages of the thread the model sees; {bounds}.")
    @Bounds(from = "1", to = "1000")
    int historyLength;

    @Option(
            names = "--temperature",
            paramLabel = "<number>",
            description = "How freely the model chooses its words; {bounds}.")
    @Bounds(from = "0", to = "2")
    @Nullable Double temperature;

    @Option(
            names = "--max-answer-tokens",
            description = "Longest answer, in the model's tokens; {bounds}.")
    @Bounds(from = "1", to = "1000000")
    @Nullable Integer maxAnswerTokens;

    @Option(
            names = "--model-timeout",
            defaultValue = "60s",
            description = "How long the model's provider may be silent; {bounds}.")
    @Bounds(from = "1ms", to = "24h")
    Duration modelTimeout;

    @Option(
            names = "--model-pictures",
            paramLabel = "<on or off>",
            defaultValue = "on",
            description =
                    "Whether the model is shown pictures that visitors send (--uploads); off for a "
                            + "model that sees none.")
    OnOff modelPictures;

    @Option(
            names = "--tools",
            paramLabel = "<classes>",
            description =
                    "Classes of the class path or --app-path, separated by commas, whose "
                            + "@Tool methods the model may call.")
    @Nullable ValueList tools;

    @Mixin private McpOptions mcp = new McpOptions();

    /// The settings of the assistant.
    ///
    /// @param app the one that will run
    /// @throws SettingException for the first value that is used and not allowed; it shows no key
    public AssistantSettings settings(Given given, String app) {
        SettingValue chosen = given.value(MODEL, model);
        Optional<String> name = Optional.of(chosen.text()).filter(text -> !text.isBlank());
        return new AssistantSettings(
                name.orElse(null),
                access(given.environment(), app, name),
                systemPrompt(given),
                historyLength,
                temperature,
                maxAnswerTokens,
                tools == null ? List.of() : tools.list(),
                modelTimeout,
                name.isPresent() && !(chosen.origin() + " ").startsWith(SHARED_NAME),
                mcp.settings(given),
                modelPictures == OnOff.ON);
    }

    /// Only the variables of the selected provider must be valid: others may be meant for other
    /// programs.
    private static Map<Provider, ProviderEndpoint> access(
            Environment environment, String app, Optional<String> model) {
        Map<Provider, ProviderEndpoint> access = new EnumMap<>(Provider.class);
        Map<Provider, SettingException> refused = new EnumMap<>(Provider.class);
        for (Provider provider : Provider.values()) {
            try {
                access.put(provider, access(provider, environment));
            } catch (SettingException e) {
                refused.put(provider, e);
            }
        }
        used(environment, app, model)
                .map(refused::get)
                .ifPresent(e -> {
                    throw e;
                });
        return access;
    }

    /// The assistant's provider, if the assistant is the app.
    private static Optional<Provider> used(
            Environment environment, String app, Optional<String> model) {
        if (!List.of("app", "assistant").contains(app.strip())) {
            return Optional.empty();
        }
        return model.map(Provider::ofModel)
                .or(() ->
                        Stream.of(Provider.values())
                                .filter(p ->
                                        environment.find(p.urlVariables()).isPresent()
                                                || environment.find(p.keyVariables()).isPresent())
                                .findFirst());
    }

    /// Checks address and key separately, to name the variable that is wrong.
    private static ProviderEndpoint access(Provider provider, Environment environment) {
        ProviderEndpoint access = ProviderEndpoint.NONE;
        Optional<Environment.Variable> url = environment.find(provider.urlVariables());
        if (url.isPresent()) {
            access = check(url.get(), value -> new ProviderEndpoint(null, URI.create(value)));
        }
        Optional<Environment.Variable> key = environment.find(provider.keyVariables());
        return key.isPresent() ? check(key.get(), access::withKey) : access;
    }

    private static ProviderEndpoint check(
            Environment.Variable variable, Function<String, ProviderEndpoint> read) {
        try {
            return read.apply(variable.value());
        } catch (IllegalArgumentException e) {
            // The parser's own message would quote the value.
            String reason = e.getCause() == null ? e.getMessage() : ProviderEndpoint.ALLOWED_URLS;
            throw new SettingException(variable.origin() + " is not allowed; " + reason, e);
        }
    }

    private String systemPrompt(Given given) {
        SettingValue value = given.value(SYSTEM_PROMPT, systemPrompt);
        if (value.text().isBlank()) {
            return AssistantSettings.DEFAULT_SYSTEM_PROMPT;
        }
        String prompt =
                file(value, given.environment())
                        .map(file -> content(value, file))
                        .orElse(value.text());
        if (prompt.length() > MAX_PROMPT) {
            throw new SettingException(
                    value.label() + " is too long: at most " + MAX_PROMPT + " characters");
        }
        return prompt.strip();
    }

    /// The file that the value names. A single word is taken as a file if it has a file's extension
    /// or a slash.
    private static Optional<Path> file(SettingValue value, Environment environment) {
        String text = value.text();
        try {
            Path file = environment.workingDirectory().resolve(text);
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        } catch (InvalidPathException e) {
            return Optional.empty(); // a text that could not be a path
        }
        if (List.of(".txt", ".md").stream().anyMatch(text::endsWith) && !text.contains(" ")) {
            throw value.refuse("a text, or a file that exists");
        }
        return Optional.empty();
    }

    private static String content(SettingValue value, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new SettingException(value.label() + ": cannot read " + file + ": " + e, e);
        }
    }
}
