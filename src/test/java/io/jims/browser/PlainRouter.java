package io.jims.browser;

import java.io.IOException;
import java.io.InputStream;

/// A proxy that drops the header of WebSocket sub-protocols, as some do: what is left is the basic
/// protocol.
record PlainRouter(int port) implements Router {
    @Override
    public Route route(InputStream client) throws IOException {
        RequestHead head = RequestHead.read(client).once();
        return new Route(port, head.without("Sec-WebSocket-Protocol"));
    }
}
