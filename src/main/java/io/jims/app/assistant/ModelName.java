package io.jims.app.assistant;

import io.jims.app.assistant.wire.Provider;
import io.jims.app.assistant.wire.ProviderEndpoint;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A model, optionally with its provider: `gpt-4.1-mini`, or `provider/name`.
///
/// @param name that the provider uses
public record ModelName(Provider provider, String name) {
    /// Takes what was chosen, else the default of the first provider that is configured.
    ///
    /// @throws IllegalArgumentException for the operator, if it cannot be used
    public static ModelName of(AssistantSettings settings) {
        ModelName chosen =
                Optional.ofNullable(settings.model())
                        .map(model -> parse(model, settings.access(Provider.OPENAI)))
                        .or(() -> ofFirstProvider(settings))
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "no language model is chosen; give --model provider/name, or set "
                                                + keys()));
        chosen.requireAccess(settings.access(chosen.provider));
        return chosen;
    }

    /// The variables that make the assistant the default app.
    static String keys() {
        List<String> keys =
                Stream.of(Provider.values())
                        .filter(provider -> provider != Provider.OLLAMA)
                        .map(provider -> provider.keyVariables().getFirst())
                        .toList();
        return String.join(", ", keys) + " or OPENAI_BASE_URL, or --model ollama/<name>";
    }

    /// A server of one's own may have models with a slash in their name.
    private static ModelName parse(String model, ProviderEndpoint openAi) {
        int slash = model.indexOf('/');
        if (slash < 0) {
            return new ModelName(Provider.OPENAI, model);
        }
        Optional<Provider> provider = Provider.of(model.substring(0, slash));
        String rest = model.substring(slash + 1);
        if (provider.isPresent() && !rest.isBlank()) {
            return new ModelName(provider.get(), rest);
        }
        if (provider.isEmpty() && openAi.url() != null) {
            return new ModelName(Provider.OPENAI, model);
        }
        throw new IllegalArgumentException(
                "--model '"
                        + model
                        + "' is not known; give a name of OpenAI's or provider/name with one of "
                        + Arrays.stream(Provider.values())
                                .map(p -> p.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))
                        + "; for a server of your own set OPENAI_BASE_URL");
    }

    private static Optional<ModelName> ofFirstProvider(AssistantSettings settings) {
        return Stream.of(Provider.values())
                .filter(provider -> settings.access(provider).isConfigured())
                .flatMap(provider ->
                        provider.model().stream().map(name -> new ModelName(provider, name)))
                .findFirst();
    }

    private void requireAccess(ProviderEndpoint access) {
        boolean free = provider == Provider.OLLAMA;
        boolean ownServer = provider == Provider.OPENAI && access.url() != null;
        if (access.key() == null && !free && !ownServer) {
            throw new IllegalArgumentException(
                    "the model "
                            + this
                            + " needs a key; set "
                            + provider.keyVariables().getFirst()
                            + (provider == Provider.OPENAI
                                    ? ", or OPENAI_BASE_URL for a server of your own"
                                    : "")
                            + ", or choose another --model");
        }
    }

    @Override
    public String toString() {
        return provider.name().toLowerCase(Locale.ROOT) + "/" + name;
    }
}
