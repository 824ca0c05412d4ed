package io.jims.listener;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Logs once when connections cannot be accepted, and once when they can again. Used by the
/// accepting thread.
final class AcceptFailures {
    private static final Logger LOGGER = System.getLogger(AcceptFailures.class.getName());

    private final int port;
    private long count;

    AcceptFailures(int port) {
        this.port = port;
    }

    void begin(IOException reason) {
        if (count++ == 0) {
            LOGGER.log(
                    Level.WARNING,
                    "port {0}: connections cannot be accepted, and are tried again: {1}",
                    String.valueOf(port),
                    reason.getMessage());
        }
    }

    void end() {
        if (count > 0) {
            LOGGER.log(
                    Level.WARNING,
                    "port {0}: connections are accepted again after {1} failures",
                    String.valueOf(port),
                    String.valueOf(count));
            count = 0;
        }
    }
}
