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

/// Gives an answer that is the connection's last its length in place of chunks, which HTTP/1.0 does
/// not know. Safe for all threads.
final class WholeBody implements Filter {
    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (request.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
            response.streamFilter(out -> new Gathered(out, response));
        }
        chain.proceed();
    }

    /// Helidon chunks what is written in more than one piece, or flushed, unless it knows the
    /// length: a file passes through.
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
