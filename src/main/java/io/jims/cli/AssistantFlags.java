package io.jims.cli;

import io.jims.app.assistant.Access;
import io.jims.app.assistant.AssistantSettings;
import io.jims.app.assistant.Provider;
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

/// Reads the assistant's flags, and the variables in which providers have their keys.
public record AssistantFlags(Function<Flag, SettingValue> values, Environment environment) {
    private static final int MAX_PROMPT = 100_000;

    /// Reads the settings.
    ///
    /// @throws UsageException for the first value that is not allowed; it shows no key
    public AssistantSettings read() {
        return new AssistantSettings(
                given(Flag.MODEL).map(SettingValue::text).orElse(null),
                access(),
                systemPrompt(),
                value(Flag.HISTORY_LENGTH).toInt(1, AssistantSettings.MAX_HISTORY_LENGTH),
                given(Flag.TEMPERATURE)
                        .map(v -> v.toNumber(0, AssistantSettings.MAX_TEMPERATURE))
                        .orElse(null),
                given(Flag.MAX_ANSWER_TOKENS).map(v -> v.toInt(1, 1_000_000)).orElse(null),
                value(Flag.TOOLS).toList(),
                value(Flag.MODEL_TIMEOUT).toDuration(Duration.ofMillis(1)));
    }

    private Map<Provider, Access> access() {
        Map<Provider, Access> access = new EnumMap<>(Provider.class);
        for (Provider provider : Provider.values()) {
            access.put(provider, access(provider));
        }
        return access;
    }

    /// Checks the address and the key apart, to name the variable that is wrong.
    private Access access(Provider provider) {
        Access access = Access.NONE;
        Optional<Environment.Variable> url = environment.find(provider.urlVariables());
        if (url.isPresent()) {
            access = check(url.get(), value -> new Access(null, URI.create(value)));
        }
        Optional<Environment.Variable> key = environment.find(provider.keyVariables());
        return key.isPresent() ? check(key.get(), access::withKey) : access;
    }

    private static Access check(Environment.Variable variable, Function<String, Access> read) {
        try {
            return read.apply(variable.value());
        } catch (IllegalArgumentException e) {
            // The parser's own message would quote the value.
            String reason = e.getCause() == null ? e.getMessage() : Access.ALLOWED_URLS;
            throw new UsageException(variable.origin() + " is not allowed; " + reason, e);
        }
    }

    private String systemPrompt() {
        Optional<SettingValue> given = given(Flag.SYSTEM_PROMPT);
        if (given.isEmpty()) {
            return AssistantSettings.DEFAULT_SYSTEM_PROMPT;
        }
        SettingValue value = given.get();
        String prompt = file(value).map(file -> content(value, file)).orElse(value.text());
        if (prompt.length() > MAX_PROMPT) {
            throw new UsageException(
                    value.label() + " is too long: at most " + MAX_PROMPT + " characters");
        }
        return prompt.strip();
    }

    /// The file that the value names. One word that ends as a file does, or has a slash, is meant
    /// to be one.
    private Optional<Path> file(SettingValue value) {
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
            throw new UsageException(value.label() + ": cannot read " + file + ": " + e, e);
        }
    }

    private Optional<SettingValue> given(Flag flag) {
        return Optional.of(value(flag)).filter(value -> !value.text().isBlank());
    }

    private SettingValue value(Flag flag) {
        return values.apply(flag);
    }
}
