package io.jims.telemetry;

import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.spi.ServerFeature.ServerFeatureContext;
import io.helidon.webserver.spi.ServerFeature.SocketBuilders;
import java.util.Set;

/// A server of one port and its routes, in the form that Helidon's observers need.
///
/// @param serverConfig of the port
record OnePort(WebServerConfig serverConfig) implements ServerFeatureContext {
    @Override
    public Set<String> sockets() {
        return Set.of();
    }

    @Override
    public boolean socketExists(String name) {
        return false;
    }

    @Override
    public SocketBuilders socket(String name) {
        throw new IllegalArgumentException("there is no other port: " + name);
    }
}
