package io.jims.server.doctor;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// A `Content-Security-Policy`, as far as host sources are concerned (CSP 3, without paths).
///
/// @param directives their sources, by name
record ContentPolicy(Map<String, List<String>> directives) {
    ContentPolicy {
        directives = Map.copyOf(directives);
    }

    static ContentPolicy parse(String text) {
        Map<String, List<String>> directives = new HashMap<>();
        for (String directive : text.toLowerCase(Locale.ROOT).split("[;,]", -1)) {
            List<String> words = Arrays.asList(directive.strip().split("\\s+"));
            directives.putIfAbsent(words.getFirst(), List.copyOf(words.subList(1, words.size())));
        }
        return new ContentPolicy(directives);
    }

    /// Whether the policy allows this origin.
    ///
    /// @param origin may be that of a WebSocket
    /// @param page the page's own origin
    /// @param hasNonce whether the element has a nonce, which is assumed to be valid
    boolean allows(String directive, String origin, String page, boolean hasNonce) {
        List<String> sources = directives.get(directive);
        if (sources == null) {
            sources = directives.get("default-src");
        }
        return sources == null
                || sources.stream()
                        .anyMatch(source ->
                                source.startsWith("'nonce-")
                                        ? hasNonce
                                        : matches(source, origin, page));
    }

    private static boolean matches(String source, String origin, String page) {
        if (source.equals("'self'")) {
            return origin.replaceFirst("^ws", "http").equals(page);
        }
        if (source.equals("*")) {
            return true;
        }
        if (source.endsWith(":")) {
            return schemes(origin).anyMatch(scheme -> source.equals(scheme + ":"));
        }
        int colon = source.indexOf("://");
        String host = (colon < 0 ? source : source.substring(colon + 3)).replaceFirst("/.*$", "");
        boolean scheme = colon < 0 || schemes(origin).anyMatch(source.substring(0, colon)::equals);
        String wanted = origin.substring(origin.indexOf("://") + 3);
        return scheme
                && (host.startsWith("*.")
                        ? wanted.endsWith(host.substring(1))
                        : wanted.equals(host));
    }

    /// The schemes of sources that match this origin: an insecure source also allows the secure
    /// origin.
    private static Stream<String> schemes(String origin) {
        String scheme = origin.substring(0, origin.indexOf("://"));
        return switch (scheme) {
            case "https" -> Stream.of("https", "http");
            case "wss" -> Stream.of("wss", "ws");
            default -> Stream.of(scheme);
        };
    }
}
