package io.jims.admission.address;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A network in CIDR notation (RFC 4632), such as `10.0.0.0/8`.
///
/// @param network its first address
/// @param prefix number of leading bits that all its addresses share
public record AddressRange(InetAddress network, int prefix) {
    private static final Pattern NOTATION = Pattern.compile("([^/]+)(?:/(\\d{1,3}))?");

    public AddressRange {
        network = IpAddresses.plain(network);
        byte[] bytes = network.getAddress();
        int bits = bytes.length * Byte.SIZE;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("the prefix must be 0 to " + bits + ": " + prefix);
        }
        for (int bit = prefix; bit < bits; bit++) {
            if (bit(bytes, bit) != 0) {
                throw new IllegalArgumentException(
                        network.getHostAddress() + " is not the first address of a /" + prefix);
            }
        }
    }

    /// Parses a network or a single address; empty if it is neither.
    public static Optional<AddressRange> parse(String text) {
        Matcher matcher = NOTATION.matcher(text);
        return matcher.matches()
                ? IpAddresses.parse(matcher.group(1))
                        .flatMap(address -> of(address, matcher.group(2)))
                : Optional.empty();
    }

    private static Optional<AddressRange> of(InetAddress address, @Nullable String prefix) {
        try {
            int all = address.getAddress().length * Byte.SIZE;
            return Optional.of(
                    new AddressRange(address, prefix == null ? all : Integer.parseInt(prefix)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Whether the address is in this network.
    public boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            if (bit(ours, bit) != bit(theirs, bit)) {
                return false;
            }
        }
        return true;
    }

    private static int bit(byte[] bytes, int index) {
        return bytes[index / Byte.SIZE] >> (Byte.SIZE - 1 - index % Byte.SIZE) & 1;
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefix;
    }
}
