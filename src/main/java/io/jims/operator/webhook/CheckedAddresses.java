package io.jims.operator.webhook;

import io.helidon.webclient.api.DnsAddressLookup;
import io.helidon.webclient.spi.DnsResolver;
import io.jims.admission.address.AddressRange;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Resolves the receiver's name, and refuses loopback and private addresses unless they are
/// allowed. The client connects to the very address that was checked, so DNS rebinding has no
/// effect. Safe for all threads.
record CheckedAddresses(boolean isPrivateAllowed) implements DnsResolver {
    /// The IANA special-purpose address registries: none of these is on the public Internet.
    private static final List<AddressRange> NOT_PUBLIC =
            Stream.of(
                            "0.0.0.0/8",
                            "10.0.0.0/8",
                            "100.64.0.0/10",
                            "127.0.0.0/8",
                            "169.254.0.0/16",
                            "172.16.0.0/12",
                            "192.0.0.0/24",
                            "192.0.2.0/24",
                            "192.88.99.0/24",
                            "192.168.0.0/16",
                            "198.18.0.0/15",
                            "198.51.100.0/24",
                            "203.0.113.0/24",
                            "224.0.0.0/3",
                            "100::/64",
                            "2001::/23",
                            "2001:db8::/32",
                            "3fff::/20",
                            "5f00::/16")
                    .map(AddressRange::parse)
                    .map(Optional::orElseThrow)
                    .toList();

    private static final AddressRange GLOBAL_V6 = AddressRange.parse("2000::/3").orElseThrow();
    private static final AddressRange TRANSLATED = AddressRange.parse("64:ff9b::/96").orElseThrow();
    private static final AddressRange SIX_TO_FOUR = AddressRange.parse("2002::/16").orElseThrow();
    private static final int IPV4_BYTES = 4;

    /// @throws UncheckedIOException if the name has no address that may be connected to
    @Override
    public InetAddress resolveAddress(String host, DnsAddressLookup lookup) {
        try {
            InetAddress[] found = InetAddress.getAllByName(host);
            return Arrays.stream(found)
                    .filter(this::isAllowed)
                    .findFirst()
                    .orElseThrow(() ->
                            new UnknownHostException(
                                    host
                                            + " has the address "
                                            + found[0].getHostAddress()
                                            + ", which is of this machine or a private network"
                                            + " (--webhook-private allows them)"));
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAllowed(InetAddress address) {
        return isPrivateAllowed || isPublic(address);
    }

    private static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (NOT_PUBLIC.stream().anyMatch(range -> range.contains(address))) {
            return false;
        }
        if (bytes.length == IPV4_BYTES) {
            return true;
        }
        if (TRANSLATED.contains(address)) { // NAT64 reaches the IPv4 address at the end
            return isPublic(ipv4(bytes, bytes.length - IPV4_BYTES));
        }
        if (SIX_TO_FOUR.contains(address)) {
            return isPublic(ipv4(bytes, 2));
        }
        return GLOBAL_V6.contains(address); // not ::1, fc00::/7, fe80::/10, IPv4-mapped …
    }

    private static InetAddress ipv4(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + IPV4_BYTES));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }
}
