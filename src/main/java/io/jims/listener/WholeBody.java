package io.jims.listener;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Sends the connection's last response with its length and not chunked, since HTTP/1.0 does not
/// know chunks. Safe for all threads.
final class WholeBody implements Filter {
    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (request.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
            response.streamFilter(out -> new Gathered(out, response));
        }
        chain.proceed();
    }

    /// Helidon chunks a body that is written in pieces or flushed, unless its length is set; a file
    /// has its length and passes through.
    private static final class Gathered extends OutputStream {
        private final OutputStream out;
        private final RoutingResponse response;
        private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();

        Gathered(OutputStream out, RoutingResponse response) {
            this.out = out;
            this.response = response;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            boolean isMeasured = response.headers().contains(HeaderNames.CONTENT_LENGTH);
            (isMeasured ? out : gathered).write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            if (gathered.size() > 0 || !response.headers().contains(HeaderNames.CONTENT_LENGTH)) {
                out.write(gathered.toByteArray());
            }
            out.close();
        }
    }
}
