package io.jims.widget.admission;

import java.util.List;

/// Whom the server lets in.
///
/// @param corsOrigins origins whose pages may read our resources; `*` alone allows all
/// @param proxies whose word counts on where a client comes from
public record AccessSettings(List<String> corsOrigins, TrustedProxies proxies) {
    /// Everyone; the defaults of the command line.
    public static final AccessSettings OPEN = new AccessSettings(List.of("*"), TrustedProxies.NONE);

    public AccessSettings {
        if (corsOrigins.isEmpty()) {
            throw new IllegalArgumentException("at least one origin, or *, must be given");
        }
        corsOrigins = List.copyOf(corsOrigins);
    }

    /// The same with the pages of these origins.
    public AccessSettings withOrigins(List<String> origins) {
        return new AccessSettings(origins, proxies);
    }
}
