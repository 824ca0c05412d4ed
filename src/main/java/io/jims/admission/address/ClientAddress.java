package io.jims.admission.address;

import java.net.InetAddress;
import java.util.HexFormat;

/// A client's network address. Equality is that of the address: IPv4 mapped into IPv6 equals IPv4,
/// and the interface is ignored.
public record ClientAddress(InetAddress address) {
    private static final int NETWORK_BYTES = 8;

    public ClientAddress {
        address = IpAddresses.plain(address);
    }

    /// The unit of the limits: an IPv4 address, or the /64 network of an IPv6 address, since one
    /// visitor has all of that.
    public String network() {
        byte[] bytes = address.getAddress();
        return bytes.length <= NETWORK_BYTES
                ? address.getHostAddress()
                : HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES);
    }

    /// The address as text.
    @Override
    public String toString() {
        return address.getHostAddress();
    }
}
