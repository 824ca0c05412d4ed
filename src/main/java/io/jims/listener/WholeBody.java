package io.jims.listener;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Gives an answer that is the connection's last its length in place of chunks, which HTTP/1.0 does
/// not know. Safe for all threads.
final class WholeBody implements Filter {
    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (request.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
            response.streamFilter(Gathered::new);
        }
        chain.proceed();
    }

    /// Helidon chunks what is written in more than one piece, or flushed.
    private static final class Gathered extends ByteArrayOutputStream {
        private final OutputStream out;

        Gathered(OutputStream out) {
            this.out = out;
        }

        @Override
        public void close() throws IOException {
            out.write(toByteArray());
            out.close();
        }
    }
}
