package io.jims.listener;

import io.jims.admission.address.ClientAddress;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/// Logs each request and each socket if `--access-log` enables the logger `io.jims.access`. Query
/// strings are left out: they contain thread ids and tokens. Safe for all threads.
final class AccessLog {
    private static final Logger LOGGER = System.getLogger("io.jims.access");

    private AccessLog() {}

    /// Whether the log is enabled.
    static boolean isOn() {
        return LOGGER.isLoggable(Level.INFO);
    }

    /// Writes a line.
    ///
    /// @param client as a trusted proxy reports it, if there is one
    /// @param request null if the bytes were no request
    /// @param status of the response; 101 for an opened socket
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
