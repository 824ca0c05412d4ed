package io.jims.listener;

import io.jims.admission.address.ClientAddress;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/// Writes a line for each request and each socket, where the operator wants that (`--access-log`
/// lets the logger `io.jims.access` speak). Queries are left out: they hold threads' ids and
/// tokens. Safe for all threads.
final class AccessLog {
    private static final Logger LOGGER = System.getLogger("io.jims.access");

    private AccessLog() {}

    /// Whether somebody reads it.
    static boolean isOn() {
        return LOGGER.isLoggable(Level.INFO);
    }

    /// Writes a line.
    ///
    /// @param client as a trusted proxy tells it, where one does
    /// @param request null where what was sent is none
    /// @param status of the answer; 101 for a socket that was opened
    static void write(ClientAddress client, @Nullable RequestHead request, int status) {
        LOGGER.log(
                Level.INFO,
                "{0} {1} {2} {3}",
                client,
                request == null ? "-" : request.method(),
                request == null ? "-" : request.path(),
                String.valueOf(status));
    }
}
