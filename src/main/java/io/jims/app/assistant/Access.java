package io.jims.app.assistant;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// How a provider is reached. Never shows the key.
///
/// @param key for the provider's `Authorization`; null where there is none
/// @param url `http` or `https`, with a host; null for the provider's own
public record Access(@Nullable String key, @Nullable URI url) {
    public static final Access NONE = new Access(null, null);

    public static final String ALLOWED_URLS =
            "give an address such as http://localhost:8080/v1, without user, password and query";

    /// @throws IllegalArgumentException saying what is allowed
    public Access {
        if (url != null && !isWeb(url)) {
            throw new IllegalArgumentException(ALLOWED_URLS);
        }
        if (key != null && key.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("a key has neither spaces nor control characters");
        }
    }

    /// The same address with a key.
    public Access withKey(String newKey) {
        return new Access(newKey, url);
    }

    /// Whether there is a key or an address.
    boolean isConfigured() {
        return key != null || url != null;
    }

    private static boolean isWeb(URI url) {
        boolean web =
                "http".equalsIgnoreCase(url.getScheme())
                        || "https".equalsIgnoreCase(url.getScheme());
        return web && url.getHost() != null && url.getUserInfo() == null && url.getQuery() == null;
    }

    @Override
    public String toString() {
        return "Access[key=" + (key == null ? "none" : "***") + ", url=" + url + "]";
    }
}
