package io.jims.listener;

import io.helidon.logging.common.spi.LoggingProvider;

/// Registers a logging provider with Helidon, which otherwise prints to standard output that it
/// found none.
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
