package io.jims.admission;

import io.jims.admission.address.AllowedOrigins;
import io.jims.admission.address.TrustedProxies;
import io.jims.admission.token.TokenSettings;
import org.jspecify.annotations.Nullable;

/// Whom the server lets in.
///
/// @param origins whose pages
/// @param tokens how visitors prove who they are; null where they need not
/// @param proxies whose word counts on where a client comes from
public record AccessSettings(
        AllowedOrigins origins, @Nullable TokenSettings tokens, TrustedProxies proxies) {
    /// Everyone; the defaults of the command line.
    public static final AccessSettings OPEN =
            new AccessSettings(AllowedOrigins.ALL, null, TrustedProxies.NONE);

    /// The same with the pages of these origins.
    public AccessSettings with(AllowedOrigins others) {
        return new AccessSettings(others, tokens, proxies);
    }

    /// The same for visitors that prove who they are.
    public AccessSettings with(TokenSettings others) {
        return new AccessSettings(origins, others, proxies);
    }
}
