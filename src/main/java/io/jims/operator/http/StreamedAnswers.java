package io.jims.operator.http;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;

/// Answers that are sent while they are made.
public final class StreamedAnswers {
    private StreamedAnswers() {}

    /// An answer on a connection that is to be closed would be gathered in memory, see
    /// [io.jims.listener.HttpListener].
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
