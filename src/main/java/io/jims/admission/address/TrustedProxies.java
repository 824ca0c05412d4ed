package io.jims.admission.address;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// The proxies whose forwarding headers are trusted (`--trusted-proxies`).
public record TrustedProxies(List<AddressRange> ranges) {
    /// Trusts no proxy.
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    public TrustedProxies {
        ranges = List.copyOf(ranges);
    }

    /// The client's address: that of the peer, or, if the peer is a trusted proxy, the nearest
    /// address in `X-Forwarded-For` or `Forwarded` that is not one.
    ///
    /// A proxy sets one of the two headers, and may pass the other on from its client. If both are
    /// present and disagree, neither is trusted, and the proxy's own address counts.
    ///
    /// @param peer the other end of the connection
    /// @param forwardedFor the values of `X-Forwarded-For`, one a line
    /// @param forwarded the values of `Forwarded`
    public ClientAddress clientOf(
            InetAddress peer, List<String> forwardedFor, List<String> forwarded) {
        InetAddress proxy = IpAddresses.plain(peer);
        InetAddress byFor = nearest(proxy, ForwardedHops.ofForwardedFor(forwardedFor));
        InetAddress byForwarded = nearest(proxy, ForwardedHops.ofForwarded(forwarded));
        if (forwarded.isEmpty() || byFor.equals(byForwarded)) {
            return new ClientAddress(byFor);
        }
        return new ClientAddress(forwardedFor.isEmpty() ? byForwarded : proxy);
    }

    /// Walks back from the peer as long as each hop is a trusted proxy.
    private InetAddress nearest(InetAddress peer, List<Optional<InetAddress>> hops) {
        InetAddress known = peer;
        for (Optional<InetAddress> hop : hops.reversed()) {
            if (hop.isEmpty() || !contain(known)) {
                break;
            }
            known = hop.get();
        }
        return known;
    }

    /// Whether this is the address of a trusted proxy.
    public boolean contain(InetAddress address) {
        InetAddress plain = IpAddresses.plain(address);
        return ranges.stream().anyMatch(range -> range.contains(plain));
    }
}
