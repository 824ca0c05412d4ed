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

/// A connection's bytes, in place of Helidon's socket: that one holds 8 KB for as long as it waits
/// for something to read, and with TLS it leaves the TCP connection open, and its descriptor with
/// it. Closing this one closes it, whoever reads or writes at that moment.
final class ClosingSocket implements HelidonSocket {
    /// Enough for most messages of visitors. It is held while nothing comes, by thousands of
    /// connections.
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

    /// @param socket of the channel, or one that speaks TLS over it
    /// @param remotePeer the client, as a balancer tells it where one does
    /// @param written is told how many bytes were written
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

    /// Nothing: [ConnectionWatch] looks after silent connections.
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

    /// Blocks until something has come in, and gives what has; null at the end.
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

    /// What is known to be there is read without waiting.
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
