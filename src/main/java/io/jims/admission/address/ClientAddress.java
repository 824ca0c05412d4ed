package io.jims.admission.address;

import java.net.InetAddress;
import java.util.HexFormat;

/// Where a client is on the network. Two of these are equal where the addresses are: an IPv4
/// address that is mapped into IPv6 counts as IPv4, an interface does not count.
public record ClientAddress(InetAddress address) {
    private static final int NETWORK_BYTES = 8;

    public ClientAddress {
        address = IpAddresses.plain(address);
    }

    /// Whom limits hold for: an IPv4 address, or the /64 network of an IPv6 address, since one
    /// visitor has all of that.
    public String network() {
        byte[] bytes = address.getAddress();
        return bytes.length <= NETWORK_BYTES
                ? address.getHostAddress()
                : HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES);
    }

    /// The address in digits.
    @Override
    public String toString() {
        return address.getHostAddress();
    }
}
