package io.jims.admission.address;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The origin of a page (RFC 6454), as browsers write it: in lower case, without the scheme's
/// default port.
///
/// @param host a name, an IPv4 address, or an IPv6 address in brackets
/// @param port empty for the scheme's default, otherwise with its colon
record Origin(String scheme, String host, String port) {
    private static final Pattern FORM =
            Pattern.compile(
                    "([a-z][a-z0-9+.-]*)://([^/?#@:\\[\\]]+|\\[[0-9a-f:.]+])(?::(\\d{1,5}))?");
    private static final int MAX_PORT = 65_535;

    /// Parses an origin; empty if it is not one, such as `null`.
    static Optional<Origin> parse(String text) {
        Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
        return matcher.matches() && isHost(matcher.group(2)) && isPort(matcher.group(3))
                ? Optional.of(of(matcher))
                : Optional.empty();
    }

    private static Origin of(Matcher matcher) {
        String scheme = matcher.group(1);
        String port = matcher.group(3) == null ? "" : ":" + Integer.parseInt(matcher.group(3));
        boolean implied =
                (scheme.equals("http") && port.equals(":80"))
                        || (scheme.equals("https") && port.equals(":443"));
        return new Origin(scheme, matcher.group(2), implied ? "" : port);
    }

    private static boolean isHost(String host) {
        return host.startsWith("[")
                ? IpAddresses.parse(host.substring(1, host.length() - 1)).isPresent()
                : HostNames.isHost(host);
    }

    private static boolean isPort(@Nullable String port) {
        return port == null || (Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= MAX_PORT);
    }

    @Override
    public String toString() {
        return scheme + "://" + host + port;
    }
}
