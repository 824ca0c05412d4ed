package io.jims.widget;

import io.jims.listener.ListenerSettings;
import io.jims.listener.OpenFiles;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/// How many connections fit: fewer than the process's limit of file descriptors, so that the
/// database, the log, the app and the health check keep theirs whatever visitors do.
///
/// @param sockets WebSockets
/// @param plain other connections, in addition
public record ConnectionLimits(int sockets, int plain) {
    /// File descriptors reserved for everything but connections of this port.
    static final int RESERVE = 256;

    static final int MAX_PLAIN = 2_000;

    private static final int MIN_PLAIN = 16;
    private static final int PLAIN_SHARE = 4;

    /// From one address: as many as may open a WebSocket at the same moment after a restart behind
    /// one network's gateway. A proxy that is missing in `--trusted-proxies` counts as one address.
    private static final int PLAIN_PER_ADDRESS = 1_200;

    private static final Logger LOGGER = System.getLogger(ConnectionLimits.class.getName());

    /// Computes the limits, and warns if fewer fit than are configured.
    ///
    /// @param wanted `--max-sockets`
    /// @param files limit of file descriptors of the process
    static ConnectionLimits of(int wanted, long files) {
        ConnectionLimits limits = fitting(wanted, files);
        limits.shortage(wanted, files).ifPresent(line -> LOGGER.log(Level.WARNING, line));
        return limits;
    }

    /// A warning if fewer sockets fit than `--max-sockets`, with what to do.
    public static Optional<String> shortage(int wanted) {
        long files = OpenFiles.max();
        return fitting(wanted, files).shortage(wanted, files);
    }

    private static ConnectionLimits fitting(int wanted, long files) {
        long connections = Math.max(2L * MIN_PLAIN, files - RESERVE);
        int plain = Math.clamp(connections / PLAIN_SHARE, MIN_PLAIN, MAX_PLAIN);
        return new ConnectionLimits(Math.clamp(connections - plain, 1, wanted), plain);
    }

    private Optional<String> shortage(int wanted, long files) {
        return sockets == wanted
                ? Optional.empty()
                : Optional.of(
                        "--max-sockets "
                                + wanted
                                + " does not fit: the process may have "
                                + files
                                + " files open, which is room for "
                                + sockets
                                + " sockets; raise the limit (ulimit -n) or lower the flag");
    }

    ListenerSettings listener(ServerSettings settings) {
        return new ListenerSettings(
                settings.host(),
                settings.port(),
                settings.tls(),
                plain,
                Math.min(plain, PLAIN_PER_ADDRESS),
                settings.limits().pingInterval(),
                settings.proxyProtocol(),
                settings.access().proxies(),
                true);
    }
}
