package io.jims.widget.admission;

/// Whom the server lets in.
///
/// @param origins whose pages
/// @param proxies whose word counts on where a client comes from
public record AccessSettings(AllowedOrigins origins, TrustedProxies proxies) {
    /// Everyone; the defaults of the command line.
    public static final AccessSettings OPEN =
            new AccessSettings(AllowedOrigins.ALL, TrustedProxies.NONE);

    /// The same with the pages of these origins.
    public AccessSettings with(AllowedOrigins others) {
        return new AccessSettings(others, proxies);
    }
}
