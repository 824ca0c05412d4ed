package io.jims.cli.serve;

import io.jims.admission.address.AddressRange;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The hosts that are reached without a proxy: those of `NO_PROXY`, and this machine. An entry is a
/// domain with its subdomains (`example.com`, `.example.com`), an address, a network
/// (`10.0.0.0/8`), each optionally with a port, or `*` for all.
record NoProxy(List<String> entries) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    NoProxy {
        entries = List.copyOf(entries);
    }

    /// @param text entries separated by commas or spaces
    static NoProxy parse(String text) {
        return new NoProxy(
                Stream.of(text.toLowerCase(Locale.ROOT).split("[,\\s]+"))
                        .filter(entry -> !entry.isEmpty())
                        .toList());
    }

    boolean covers(URI uri) {
        String host = plain(String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT));
        Optional<InetAddress> address = address(host);
        boolean here =
                host.equals("localhost")
                        || host.endsWith(".localhost")
                        || address.filter(InetAddress::isLoopbackAddress).isPresent();
        return here || entries.stream().anyMatch(entry -> covers(entry, host, address, port(uri)));
    }

    private static boolean covers(
            String entry, String host, Optional<InetAddress> address, int port) {
        int colon = entry.lastIndexOf(':');
        boolean hasPort = entry.matches("([^:]+|\\[.+]):\\d{1,5}");
        if (hasPort && Integer.parseInt(entry.substring(colon + 1)) != port) {
            return false;
        }
        String name = plain(hasPort ? entry.substring(0, colon) : entry);
        if (name.equals("*") || name.equals(host)) {
            return true;
        }
        if (address.isPresent()) {
            return AddressRange.parse(name).filter(r -> r.contains(address.get())).isPresent();
        }
        String domain = name.replaceFirst("^\\*?\\.", "");
        return host.equals(domain) || host.endsWith("." + domain);
    }

    private static Optional<InetAddress> address(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String plain(String host) {
        return host.startsWith("[") && host.endsWith("]")
                ? host.substring(1, host.length() - 1)
                : host;
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? HTTPS : HTTP;
    }
}
