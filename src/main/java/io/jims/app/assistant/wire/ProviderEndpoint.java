package io.jims.app.assistant.wire;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The URL and the key of a provider. Never shows the key.
///
/// @param key for the provider's `Authorization`; null for none
/// @param url `http` or `https`, with a host; null for the provider's default. It may be a full
///   endpoint, such as `…/v1/chat/completions`
public record ProviderEndpoint(@Nullable String key, @Nullable URI url) {
    public static final ProviderEndpoint NONE = new ProviderEndpoint(null, null);

    public static final String ALLOWED_URLS =
            "give an address such as http://localhost:8080/v1, without user and password, without a"
                    + " query other than Azure's api-version, and with a host name of letters,"
                    + " digits, hyphens and dots";

    /// Shorter values are placeholders, not secrets.
    private static final int SHORTEST_SECRET = 8;

    private static final Pattern VERSION = Pattern.compile("api-version=([\\w.-]+)");
    private static final Pattern AZURE =
            Pattern.compile("(?i).*\\.(openai\\.azure|cognitiveservices\\.azure|ai\\.azure)\\.com");
    private static final Pattern OPENAI = Pattern.compile("(?i)([a-z]+\\.)?api\\.openai\\.com");

    /// @throws IllegalArgumentException saying what is allowed
    public ProviderEndpoint {
        if (url != null && !isWeb(url)) {
            throw new IllegalArgumentException(ALLOWED_URLS);
        }
        if (key != null && key.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("a key has neither spaces nor control characters");
        }
    }

    /// The same address with a key.
    public ProviderEndpoint withKey(String newKey) {
        return new ProviderEndpoint(newKey, url);
    }

    /// Whether there is a key or an address.
    public boolean isConfigured() {
        return key != null || url != null;
    }

    /// Whether Azure runs the models.
    boolean isAzure() {
        return url != null && AZURE.matcher(url.getHost()).matches();
    }

    /// Whether the models are OpenAI's own, whose newer ones know the limit of an answer by another
    /// name than all other servers.
    public boolean isOpenAisOwn() {
        return url == null || isAzure() || OPENAI.matcher(url.getHost()).matches();
    }

    /// The query of an Azure deployment's URL; empty for all others.
    public Map<String, String> query() {
        Matcher version = VERSION.matcher(url == null ? "" : Objects.toString(url.getQuery(), ""));
        return version.matches() ? Map.of("api-version", version.group(1)) : Map.of();
    }

    /// Whether the key goes into the header `api-key`, as deployments of Azure's want it.
    public boolean hasKeyHeader() {
        return isAzure() && !query().isEmpty();
    }

    /// The text without the key, should it be in there.
    public String withoutKey(String text) {
        return key == null || key.length() < SHORTEST_SECRET ? text : text.replace(key, "***");
    }

    private static boolean isWeb(URI url) {
        boolean web =
                "http".equalsIgnoreCase(url.getScheme())
                        || "https".equalsIgnoreCase(url.getScheme());
        String query = url.getQuery();
        return web
                && url.getHost() != null
                && url.getUserInfo() == null
                && (query == null || VERSION.matcher(query).matches());
    }

    @Override
    public String toString() {
        return "Access[key=" + (key == null ? "none" : "***") + ", url=" + url + "]";
    }
}
