package io.jims.admission.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/// Parses IP address literals; never queries DNS.
final class IpAddresses {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private IpAddresses() {}

    /// An IPv4 address in four parts, or an IPv6 address without brackets.
    static Optional<InetAddress> parse(String text) {
        if (!text.contains(":") && !IPV4.matcher(text).matches()) {
            return Optional.empty(); // such as 10.1, which the JDK would fill up
        }
        if (text.startsWith("[")) {
            return Optional.empty(); // as in a URL, which the JDK would take
        }
        try {
            return Optional.of(plain(InetAddress.ofLiteral(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// The address without host name and interface; IPv4 mapped into IPv6 becomes IPv4. Equality is
    /// that of the bytes.
    static InetAddress plain(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }
}
