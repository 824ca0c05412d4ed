package io.jims.listener;

import io.jims.admission.address.TrustedProxies;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// The connections that are no WebSockets. Where there are too many, whichever has waited longest
/// for a request makes room: silent clients keep nobody out, however many they are. Whoever has
/// just come has a moment to send a request, whatever flood comes behind; a newcomer that finds all
/// places taken by such is refused, unless another network has more of them. Safe for all threads;
/// [#enter] is for the one that accepts.
final class PlainConnections {
    /// Used in place of the network for a client that is not counted.
    private static final String TRUSTED = "";

    private final int max;
    private final int perAddress;
    private final TrustedProxies proxies;
    private final long minAgeNanos;
    private final Map<HttpConnection, String> open = new ConcurrentHashMap<>();
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    /// @param minAge how long a connection must have waited before another one may replace it
    PlainConnections(int max, int perAddress, TrustedProxies proxies, Duration minAge) {
        this.max = max;
        this.perAddress = perAddress;
        this.proxies = proxies;
        this.minAgeNanos = minAge.toNanos();
    }

    /// Whether there is room for one more; if so, [#leave] must follow.
    boolean enter(HttpConnection connection) {
        String network = proxies.contain(connection.peerAddress()) ? TRUSTED : connection.network();
        if (count(network) >= perAddress && !displaceOne(isOf(network).and(oldEnough()))) {
            return false;
        }
        if (open.size() >= max && !displaceOne(oldEnough()) && !displaceOfLargest(network)) {
            return false;
        }
        open.put(connection, network);
        if (!network.equals(TRUSTED)) {
            counts.merge(network, 1, Integer::sum);
        }
        return true;
    }

    void leave(HttpConnection connection) {
        String network = open.remove(connection);
        if (network != null) {
            counts.computeIfPresent(network, (key, count) -> count == 1 ? null : count - 1);
        }
    }

    /// False if all of these are being answered.
    boolean displaceOne(Predicate<HttpConnection> which) {
        return open.keySet().stream()
                .filter(which)
                .filter(HttpConnection::isWaiting)
                .min(Comparator.comparingLong(HttpConnection::heardAt))
                .map(longest -> {
                    leave(longest);
                    longest.cut();
                    return true;
                })
                .orElse(false);
    }

    private boolean displaceOfLargest(String newcomer) {
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .filter(largest -> largest.getValue() > count(newcomer) + 1)
                .map(largest -> displaceOne(isOf(largest.getKey())))
                .orElse(false);
    }

    private int count(String network) {
        return counts.getOrDefault(network, 0);
    }

    private Predicate<HttpConnection> isOf(String network) {
        return connection -> network.equals(open.get(connection));
    }

    private Predicate<HttpConnection> oldEnough() {
        long now = System.nanoTime();
        return connection -> now - connection.heardAt() >= minAgeNanos;
    }
}
