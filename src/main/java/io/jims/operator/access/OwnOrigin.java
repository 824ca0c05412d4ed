package io.jims.operator.access;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.jims.admission.address.HostNames;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Tells requests of this listener's own pages from those that another page has a browser send. A
/// program that is no browser sends none of the headers looked at here but `Host`.
///
/// @param host that is listened on
/// @param loopback whether only this machine reaches it
record OwnOrigin(String host, boolean loopback) {
    private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

    /// May ask a name server.
    OwnOrigin(String host) {
        this(host, HostNames.isLoopback(host));
    }

    /// Whether the request was meant for this listener. A name of another's that leads to this
    /// machine (DNS rebinding) would make its pages ours to a browser; those that listen elsewhere
    /// are asked for by any name.
    boolean isMeant(ServerRequestHeaders headers) {
        if (!loopback) {
            return true;
        }
        String name = withoutPort(value(headers, HeaderNames.HOST).orElse(""));
        return LOCAL.contains(name) || name.equals(bracketed(host.toLowerCase(Locale.ROOT)));
    }

    /// Whether a page of this listener sent what changes something. Browsers of today say where a
    /// request comes from; those of yesterday name the page's origin.
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

    /// Whether a page of another website sent it.
    static boolean isForeign(ServerRequestHeaders headers) {
        boolean browser = headers.contains(FETCH_SITE) || headers.contains(HeaderNames.ORIGIN);
        return browser && !isOwnPage(headers);
    }

    /// Whether the page came by TLS, whoever ended that.
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
