package io.jims.admission.address;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Parses the forwarding headers of proxies: one entry for each hop, the nearest to us last; empty
/// if a hop is not an IP address.
final class ForwardedHops {
    /// An address and a port; IPv6 in brackets.
    private static final Pattern NODE =
            Pattern.compile("(?:\\[([^\\]]+)\\]|(\\d+\\.\\d+\\.\\d+\\.\\d+))(?::[\\w.-]+)?");

    private ForwardedHops() {}

    /// Parses `X-Forwarded-For`: addresses separated by commas, IPv6 with or without brackets.
    static List<Optional<InetAddress>> ofForwardedFor(List<String> values) {
        return split(String.join(",", values), ',').stream()
                .map(text -> IpAddresses.parse(text).or(() -> node(text)))
                .toList();
    }

    /// Parses `Forwarded` (RFC 7239, section 4): the `for` of each element.
    static List<Optional<InetAddress>> ofForwarded(List<String> values) {
        return split(String.join(",", values), ',').stream().map(ForwardedHops::element).toList();
    }

    private static Optional<InetAddress> element(String text) {
        return split(text, ';').stream()
                .filter(pair -> pair.regionMatches(true, 0, "for=", 0, 4))
                .findFirst()
                .map(pair -> pair.substring(4).strip().replace("\"", ""))
                .flatMap(ForwardedHops::node);
    }

    private static Optional<InetAddress> node(String text) {
        Matcher matcher = NODE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String ipv6 = matcher.group(1);
        return IpAddresses.parse(ipv6 == null ? matcher.group(2) : ipv6);
    }

    /// Splits at separators outside of quotes, and strips the parts.
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(text.substring(start).strip());
        return parts;
    }
}
