package io.jims.admission.address;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// The proxies whose word counts on where a client comes from (`--trusted-proxies`).
public record TrustedProxies(List<AddressRange> ranges) {
    /// Nobody is believed.
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    public TrustedProxies {
        ranges = List.copyOf(ranges);
    }

    /// The address of the peer; or, where that is one of these proxies, the nearest address in
    /// `X-Forwarded-For` or `Forwarded` that is none.
    ///
    /// A proxy sets one of the two headers and may hand through the other as its client sent it.
    /// Where both are there and do not agree, neither is believed: the proxy's own address counts.
    ///
    /// @param peer the other end of the connection
    /// @param forwardedFor the values of `X-Forwarded-For`, one a line
    /// @param forwarded those of `Forwarded`
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

    /// Goes back from the peer for as long as the one who tells of the next hop is trusted.
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

    /// Whether this is the address of one of them.
    public boolean contain(InetAddress address) {
        InetAddress plain = IpAddresses.plain(address);
        return ranges.stream().anyMatch(range -> range.contains(plain));
    }
}
