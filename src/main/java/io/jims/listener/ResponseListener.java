package io.jims.listener;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;

/// Observes every response before it is written, those without a route included. Safe for all
/// threads.
///
/// 204 and 304 have no body and so no length (RFC 9110, section 8.6), but Helidon sends 0, which
/// would be wrong for what a 304 refers to.
final class ResponseListener implements Http1ConnectionListener {
    @Override
    public void status(ConnectionContext context, Status status) {
        ((HttpConnection) context).answered(status);
    }

    @Override
    public void headers(ConnectionContext context, Headers headers) {
        if (((HttpConnection) context).isBodiless()
                && headers instanceof WritableHeaders<?> writable) {
            writable.remove(HeaderNames.CONTENT_LENGTH);
        }
    }
}
