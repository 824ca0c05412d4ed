package io.jims.widget.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;

/// Helidon's HTTP/1.1, except that a connection without a new request for too long is cut wherever
/// it stands. Helidon ends only those between two requests, so that clients which begin one and do
/// not end it would hold their connections for ever. Safe for all threads.
///
/// @param http makes the connections
/// @param handshakes is told of every connection whose handshake is done
/// @param patience from the first line of a request to the next one
public record RequestTimeoutSelector(
        ServerConnectionSelector http, TlsHandshakeTimeout handshakes, Duration patience)
        implements ServerConnectionSelector {
    private static final Logger LOGGER = System.getLogger(RequestTimeoutSelector.class.getName());

    @Override
    public int bytesToIdentifyConnection() {
        return http.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return http.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        handshakes.done(context.remotePeer().address());
        return new Connection(context, http.connection(context), patience);
    }

    /// Says whether it can be interrupted as the other does, so that a stop does not wait for it.
    private record Connection(ConnectionContext context, ServerConnection http, Duration patience)
            implements ServerConnection, InterruptableTask<Void> {
        @Override
        public void handle(Limit limit) throws InterruptedException {
            http.handle(limit);
        }

        /// Zero for sockets, which have a watch of their own.
        @Override
        public Duration idleTime() {
            return http.idleTime();
        }

        @Override
        public void close(boolean interrupt) {
            boolean idle = idleTime().compareTo(patience) > 0;
            http.close(interrupt);
            if (idle) {
                cut();
            }
        }

        private void cut() {
            try {
                context.serverSocket().close();
            } catch (UncheckedIOException e) {
                LOGGER.log(Level.DEBUG, "Closing a connection that was gone already", e);
            }
        }

        @Override
        public boolean canInterrupt() {
            return http instanceof InterruptableTask<?> task && task.canInterrupt();
        }
    }
}
