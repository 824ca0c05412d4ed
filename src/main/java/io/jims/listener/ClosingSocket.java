package io.jims.listener;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.function.IntConsumer;
import javax.net.ssl.SSLSocket;

/// Reads and writes a connection, in place of Helidon's socket: that one holds 8 KB while it waits
/// for input, and with TLS it leaves the TCP connection and its file descriptor open. Closing this
/// one closes both, even during a read or write.
final class ClosingSocket implements HelidonSocket {
    /// Enough for most messages. Thousands of idle connections hold a buffer of this size.
    private static final int WAITING_BYTES = 256;

    private static final int MOST_BYTES = 8 * 1024;

    private final Socket socket;
    private final SocketChannel channel;
    private final PeerInfo remotePeer;
    private final String id;
    private final String listenerId;
    private final IntConsumer written;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[WAITING_BYTES];

    /// @param socket of the channel, or the TLS socket over it
    /// @param remotePeer the client, as a load balancer reports it if there is one
    /// @param written called with the number of bytes written
    ClosingSocket(
            Socket socket,
            SocketChannel channel,
            PeerInfo remotePeer,
            String id,
            String listenerId,
            IntConsumer written)
            throws IOException {
        this.socket = socket;
        this.channel = channel;
        this.remotePeer = remotePeer;
        this.id = id;
        this.listenerId = listenerId;
        this.written = written;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public PeerInfo remotePeer() {
        return remotePeer;
    }

    @Override
    public PeerInfo localPeer() {
        return new ClientPeer((InetSocketAddress) socket.getLocalSocketAddress());
    }

    @Override
    public boolean isSecure() {
        return socket instanceof SSLSocket;
    }

    @Override
    public String socketId() {
        return listenerId;
    }

    @Override
    public String childSocketId() {
        return id;
    }

    /// Does nothing: [ConnectionWatch] closes silent connections.
    @Override
    public void idle() {}

    @Override
    public boolean isConnected() {
        return channel.isOpen();
    }

    @Override
    @SuppressWarnings({"deprecation", "removal"}) // of the interface
    public int read(BufferData buffer) {
        return buffer.readFrom(in);
    }

    @Override
    public void write(BufferData buffer) {
        int bytes = buffer.available();
        buffer.writeTo(out);
        written.accept(bytes);
    }

    /// Blocks until there is input, and returns it; null at the end.
    @Override
    @SuppressWarnings("NullAway") // the interface says so in words only
    public byte[] get() {
        try {
            int length = in.read(buffer);
            if (length < 0) {
                return null;
            }
            return length < buffer.length ? Arrays.copyOf(buffer, length) : withWhatFollows();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads available input without waiting.
    private byte[] withWhatFollows() throws IOException {
        int more = Math.min(in.available(), MOST_BYTES - buffer.length);
        byte[] all = Arrays.copyOf(buffer, buffer.length + more);
        int length = buffer.length;
        if (more > 0) {
            length += Math.max(0, in.read(all, length, more));
        }
        return length == all.length ? all : Arrays.copyOf(all, length);
    }
}
