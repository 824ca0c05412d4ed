package io.jims.widget;

import io.jims.listener.ListenerSettings;
import io.jims.listener.OpenFiles;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/// How many connections there is room for: fewer than the process may have files open, so that the
/// database, the log, the app and the health check have theirs whatever visitors do.
///
/// @param sockets WebSockets
/// @param plain other connections, beside those
public record ConnectionLimits(int sockets, int plain) {
    /// Files for everything that is no connection of this port.
    static final int RESERVE = 256;

    static final int MAX_PLAIN = 2_000;

    private static final int MIN_PLAIN = 16;
    private static final int PLAIN_SHARE = 4;

    /// Of one address: as many as may begin a WebSocket at the same moment after a restart behind
    /// one network's gateway. A proxy that is not named in `--trusted-proxies` counts as one.
    private static final int PLAIN_PER_ADDRESS = 1_200;

    private static final Logger LOGGER = System.getLogger(ConnectionLimits.class.getName());

    /// Says in a line where less fits than was asked for.
    ///
    /// @param wanted `--max-sockets`
    /// @param files how many the process may have open
    static ConnectionLimits of(int wanted, long files) {
        ConnectionLimits limits = fitting(wanted, files);
        limits.shortage(wanted, files).ifPresent(line -> LOGGER.log(Level.WARNING, line));
        return limits;
    }

    /// What is wrong where less fits than was asked for (`--max-sockets`), and what to do.
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
