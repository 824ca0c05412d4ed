package io.jims.admission.address;

import java.util.Optional;

/// One entry of `--cors-origins`: an origin, or `https://*.example.com` for all subdomains of
/// `example.com`, at any depth, without `example.com` itself.
///
/// @param origin the origin; for a wildcard, that of the parent domain
/// @param subdomains whether the pattern means the subdomains of the origin's host
public record OriginPattern(Origin origin, boolean subdomains) {
    private static final String STAR = "://*.";

    /// Parses a pattern; empty if it is not one. A trailing slash is allowed. At least two labels
    /// must follow the star: `https://*.com` would let everyone in.
    public static Optional<OriginPattern> parse(String text) {
        String origin = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return origin.contains(STAR)
                ? subdomains(origin.replace(STAR, "://"))
                : Origin.parse(origin).map(parsed -> new OriginPattern(parsed, false));
    }

    private static Optional<OriginPattern> subdomains(String text) {
        return Origin.parse(text)
                .filter(origin -> isDomain(origin.host()))
                .map(origin -> new OriginPattern(origin, true));
    }

    private static boolean isDomain(String host) {
        int dot = host.indexOf('.');
        boolean address = host.startsWith("[") || IpAddresses.parse(host).isPresent();
        return dot > 0 && dot < host.length() - 1 && !address;
    }

    boolean matches(Origin other) {
        if (!subdomains) {
            return origin.equals(other);
        }
        return other.scheme().equals(origin.scheme())
                && other.port().equals(origin.port())
                && other.host().endsWith("." + origin.host());
    }

    @Override
    public String toString() {
        return subdomains ? origin.toString().replace("://", STAR) : origin.toString();
    }
}
