package io.jims.widget.socket;

import io.helidon.common.socket.PeerInfo;
import io.helidon.http.HttpPrologue;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;

/// Writes a line for each request and each socket, where the operator wants that (`--access-log`
/// lets the logger `io.jims.access` speak). Queries are left out: they hold threads' ids and
/// tokens. Safe for all threads.
public final class AccessLog {
    private static final Logger LOGGER = System.getLogger("io.jims.access");

    private AccessLog() {}

    /// Whether somebody reads it.
    public static boolean isOn() {
        return LOGGER.isLoggable(Level.INFO);
    }

    /// Writes a line.
    ///
    /// @param peer the other end of the connection, which may be a proxy
    /// @param status of the answer; 101 for a socket that was opened
    public static void write(PeerInfo peer, HttpPrologue request, int status) {
        if (isOn()) {
            String address =
                    peer.address() instanceof InetSocketAddress inet
                            ? inet.getAddress().getHostAddress()
                            : peer.host();
            LOGGER.log(
                    Level.INFO,
                    "{0} {1} {2} {3}",
                    address,
                    request.method().text(),
                    request.uriPath().rawPath(),
                    String.valueOf(status));
        }
    }
}
