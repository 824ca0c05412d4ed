package io.jims.browser;

import java.io.IOException;
import java.io.InputStream;

/// A reverse proxy as many have it: one origin, where the chat is under a path that its server does
/// not know of.
///
/// @param prefix such as `/chat`
record PrefixRouter(String prefix, int chatPort, int sitePort) implements Router {
    @Override
    public Route route(InputStream client) throws IOException {
        RequestHead head = RequestHead.read(client).once();
        if (head.path().startsWith(prefix + "/")) {
            String path = head.path().substring(prefix.length());
            return new Route(chatPort, head.withPath(path));
        }
        return new Route(sitePort, head);
    }
}
