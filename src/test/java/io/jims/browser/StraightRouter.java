package io.jims.browser;

import java.io.IOException;
import java.io.InputStream;

/// Changes nothing, but that every request has a connection of its own.
record StraightRouter(int port) implements Router {
    @Override
    public Route route(InputStream client) throws IOException {
        return new Route(port, RequestHead.read(client).once());
    }
}
