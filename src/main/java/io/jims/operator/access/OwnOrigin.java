package io.jims.operator.access;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.jims.admission.address.HostNames;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Distinguishes requests of this listener's own pages from those that another website makes a
/// browser send. Clients other than browsers send none of these headers but `Host`.
///
/// @param host that the listener is bound to
/// @param loopback whether only this machine can connect
record OwnOrigin(String host, boolean loopback) {
    private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

    /// May query DNS.
    OwnOrigin(String host) {
        this(host, HostNames.isLoopback(host));
    }

    /// Whether the `Host` header is valid for this listener. On loopback, a foreign name that
    /// resolves to this machine (DNS rebinding) would give that site's pages our origin; on other
    /// interfaces any name is accepted.
    boolean isMeant(ServerRequestHeaders headers) {
        if (!loopback) {
            return true;
        }
        String name = withoutPort(value(headers, HeaderNames.HOST).orElse(""));
        return LOCAL.contains(name) || name.equals(bracketed(host.toLowerCase(Locale.ROOT)));
    }

    /// Whether a page of this listener sent a request that changes something. Current browsers send
    /// `Sec-Fetch-Site`; older ones only `Origin`.
    static boolean isOwnPage(ServerRequestHeaders headers) {
        Optional<String> site = value(headers, FETCH_SITE);
        if (site.isPresent()) {
            return site.get().equals("same-origin");
        }
        String own = value(headers, HeaderNames.HOST).orElse("");
        return value(headers, HeaderNames.ORIGIN)
                .filter(origin -> origin.replaceFirst("^https?://", "").equals(own))
                .isPresent();
    }

    /// Whether a page of another website sent the request.
    static boolean isForeign(ServerRequestHeaders headers) {
        boolean browser = headers.contains(FETCH_SITE) || headers.contains(HeaderNames.ORIGIN);
        return browser && !isOwnPage(headers);
    }

    /// Whether the page was loaded over TLS, whether this listener or a proxy terminates it.
    static boolean isSecure(ServerRequestHeaders headers) {
        return value(headers, HeaderNames.ORIGIN)
                .filter(origin -> origin.startsWith("https://"))
                .isPresent();
    }

    private static Optional<String> value(ServerRequestHeaders headers, HeaderName name) {
        return headers.contains(name) ? Optional.of(headers.get(name).values()) : Optional.empty();
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static String withoutPort(String host) {
        return host.toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", "");
    }
}
