package io.jims.listener;

import io.jims.admission.address.ClientAddress;
import io.jims.admission.address.TrustedProxies;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// The connections that are no WebSockets. Where there are too many, whichever has waited longest
/// for a request makes room: silent clients keep nobody out, however many they are. Safe for all
/// threads; [#enter] is for the one that accepts.
final class PlainConnections {
    private final int max;
    private final int perAddress;
    private final TrustedProxies proxies;
    private final Set<HttpConnection> open = ConcurrentHashMap.newKeySet();

    PlainConnections(int max, int perAddress, TrustedProxies proxies) {
        this.max = max;
        this.perAddress = perAddress;
        this.proxies = proxies;
    }

    /// Whether there is room for one more; then [#leave] must follow.
    boolean enter(HttpConnection connection) {
        if (open.size() >= perAddress && !proxies.contain(connection.peerAddress())) {
            String network = network(connection);
            Predicate<HttpConnection> same = other -> network(other).equals(network);
            boolean tooMany = open.stream().filter(same).limit(perAddress).count() >= perAddress;
            if (tooMany && !displaceOne(same)) {
                return false;
            }
        }
        if (open.size() >= max && !displaceOne(other -> true)) {
            return false;
        }
        open.add(connection);
        return true;
    }

    void leave(HttpConnection connection) {
        open.remove(connection);
    }

    /// False where all are being answered.
    boolean displaceOne(Predicate<HttpConnection> which) {
        return open.stream()
                .filter(which)
                .filter(HttpConnection::isWaiting)
                .min(Comparator.comparingLong(HttpConnection::heardAt))
                .map(longest -> {
                    open.remove(longest);
                    longest.cut();
                    return true;
                })
                .orElse(false);
    }

    private static String network(HttpConnection connection) {
        return new ClientAddress(connection.peerAddress()).network();
    }
}
