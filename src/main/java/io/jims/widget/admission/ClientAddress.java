package io.jims.widget.admission;

import java.net.InetAddress;

/// Where a client is on the network. Two of these are equal where the addresses are: an IPv4
/// address that is mapped into IPv6 counts as IPv4, an interface does not count.
public record ClientAddress(InetAddress address) {
    public ClientAddress {
        address = IpAddresses.plain(address);
    }

    /// The address in digits.
    @Override
    public String toString() {
        return address.getHostAddress();
    }
}
