package io.jims.listener;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.common.socket.PlainSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;

/// Helidon's socket, except that closing it closes the TCP connection, whoever reads or writes at
/// that moment: with TLS, Helidon's leaves it open, and its descriptor with it.
///
/// @param remotePeer the client, as a balancer tells it where one does
record ClosingSocket(PlainSocket socket, SocketChannel channel, PeerInfo remotePeer)
        implements HelidonSocket {
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public PeerInfo localPeer() {
        return socket.localPeer();
    }

    @Override
    public boolean isSecure() {
        return socket.isSecure();
    }

    @Override
    public String socketId() {
        return socket.socketId();
    }

    @Override
    public String childSocketId() {
        return socket.childSocketId();
    }

    @Override
    public void idle() {
        socket.idle();
    }

    @Override
    public boolean isConnected() {
        return channel.isOpen();
    }

    @Override
    @SuppressWarnings({"deprecation", "removal"}) // of the interface
    public int read(BufferData buffer) {
        return socket.read(buffer);
    }

    @Override
    public void write(BufferData buffer) {
        socket.write(buffer);
    }

    @Override
    public byte[] get() {
        return socket.get();
    }
}
