package io.jims.admission;

import io.jims.admission.address.AllowedOrigins;
import io.jims.admission.address.TrustedProxies;
import io.jims.admission.token.TokenSettings;
import org.jspecify.annotations.Nullable;

/// Who may connect.
///
/// @param origins of the pages that may connect
/// @param tokens how visitors prove their identity; null if they need not
/// @param proxies whose forwarded headers are trusted
public record AccessSettings(
        AllowedOrigins origins, @Nullable TokenSettings tokens, TrustedProxies proxies) {
    /// Lets everyone in; the defaults of the command line.
    public static final AccessSettings OPEN =
            new AccessSettings(AllowedOrigins.ALL, null, TrustedProxies.NONE);

    /// A copy that allows the pages of these origins.
    public AccessSettings with(AllowedOrigins others) {
        return new AccessSettings(others, tokens, proxies);
    }

    /// A copy that requires tokens.
    public AccessSettings with(TokenSettings others) {
        return new AccessSettings(origins, others, proxies);
    }
}
