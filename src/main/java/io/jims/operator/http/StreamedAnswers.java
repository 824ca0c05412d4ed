package io.jims.operator.http;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;

/// Responses that are sent in chunks while they are produced.
public final class StreamedAnswers {
    private StreamedAnswers() {}

    /// Rejects a connection that closes after the response: there, [io.jims.listener.HttpListener]
    /// would buffer the whole response in memory.
    ///
    /// @throws BadRequest for such a connection
    public static void require(ServerRequest request) {
        if (request.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
            throw new BadRequest(
                    "This is sent bit by bit; ask for it by HTTP/1.1 without Connection: close"
                            + " (for nginx: proxy_http_version 1.1).");
        }
    }
}
