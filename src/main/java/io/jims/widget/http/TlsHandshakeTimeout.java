package io.jims.widget.http;

import io.helidon.common.socket.SocketOptions;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Cuts clients off that take too long for their TLS handshake: Helidon waits for them for ever,
/// and knows of a connection only when it is over. Sees connections as they are accepted, when
/// their socket's options are set. Safe for all threads.
public final class TlsHandshakeTimeout implements SocketOptions, AutoCloseable {
    private static final Logger LOGGER = System.getLogger(TlsHandshakeTimeout.class.getName());
    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final SocketOptions options;
    private final long patienceNanos;
    private final ConcurrentMap<SocketAddress, Begun> begun = new ConcurrentHashMap<>();
    private final Thread watch;

    /// @param options of accepted connections
    /// @param patience how long a handshake may take
    public TlsHandshakeTimeout(SocketOptions options, Duration patience) {
        this.options = options;
        this.patienceNanos = patience.toNanos();
        this.watch = Thread.ofVirtual().name("handshake watch").start(this::watch);
    }

    @Override
    public void configureSocket(SocketChannel socket) {
        options.configureSocket(socket);
        try {
            begun.put(socket.getRemoteAddress(), new Begun(socket, System.nanoTime()));
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "A client was gone before it was looked at", e);
        }
    }

    /// The handshake with this client is done.
    void done(SocketAddress client) {
        begun.remove(client);
    }

    @Override
    public void close() {
        watch.interrupt();
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(INTERVAL);
                long now = System.nanoTime();
                begun.forEach((client, handshake) -> {
                    if (now - handshake.at() > patienceNanos && begun.remove(client, handshake)) {
                        cut(handshake.socket());
                    }
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private static void cut(SocketChannel socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "Closing a connection that was gone already", e);
        }
    }

    private record Begun(SocketChannel socket, long at) {}

    @Override
    public Map<SocketOption<?>, Object> socketOptions() {
        return options.socketOptions();
    }

    @Override
    public Duration connectTimeout() {
        return options.connectTimeout();
    }

    @Override
    public Duration readTimeout() {
        return options.readTimeout();
    }

    @Override
    public Optional<Integer> socketReceiveBufferSize() {
        return options.socketReceiveBufferSize();
    }

    @Override
    public Optional<Integer> socketSendBufferSize() {
        return options.socketSendBufferSize();
    }

    @Override
    public boolean socketReuseAddress() {
        return options.socketReuseAddress();
    }

    @Override
    public boolean socketKeepAlive() {
        return options.socketKeepAlive();
    }

    @Override
    public boolean tcpNoDelay() {
        return options.tcpNoDelay();
    }
}
