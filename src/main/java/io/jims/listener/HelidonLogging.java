package io.jims.listener;

import io.helidon.logging.common.spi.LoggingProvider;

/// Tells Helidon that logging is set up: without one it says on the standard output, in no format,
/// that it found none.
public final class HelidonLogging implements LoggingProvider {
    @Override
    public void initialization() {
        // done before a server is built
    }

    @Override
    public void runTime() {
        // a native image's; we build none
    }
}
