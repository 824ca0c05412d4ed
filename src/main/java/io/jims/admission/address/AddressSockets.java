package io.jims.admission.address;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Counts the open sockets of each network address; keeps one number for each address that has any.
/// Safe for all threads.
public final class AddressSockets {
    private final int max;
    private final ConcurrentMap<String, Integer> open = new ConcurrentHashMap<>();

    /// @param max for one address (`--sockets-per-address`); 0 is no limit
    public AddressSockets(int max) {
        this.max = max;
    }

    /// Whether this address may open one more; if so, [#leave] must follow.
    public boolean tryEnter(ClientAddress address) {
        if (max == 0) {
            return true;
        }
        String network = address.network();
        while (true) {
            Integer count = open.putIfAbsent(network, 1);
            if (count == null) {
                return true;
            }
            if (count >= max) {
                return false;
            }
            if (open.replace(network, count, count + 1)) {
                return true;
            }
        }
    }

    /// Counts a closed socket.
    public void leave(ClientAddress address) {
        if (max > 0) {
            open.computeIfPresent(
                    address.network(), (network, count) -> count == 1 ? null : count - 1);
        }
    }
}
