package io.jims.browser;

import java.io.IOException;
import java.io.InputStream;

/// Says where a connection leads.
@FunctionalInterface
interface Router {
    /// May read what it needs to know from the client's beginning.
    Route route(InputStream client) throws IOException;

    /// Where one connection leads.
    ///
    /// @param port of the loopback address
    /// @param head what the server is sent in place of what was read
    record Route(int port, RequestHead head) {}
}
