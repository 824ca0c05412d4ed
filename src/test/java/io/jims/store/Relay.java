package io.jims.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/// The network between a store and its server, which a test can break. Safe for all threads.
public final class Relay implements AutoCloseable {
    private final int target;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket listener;
    private volatile CountDownLatch flowing = new CountDownLatch(0);

    public Relay(int target) {
        this.target = target;
        this.listener = listen(0);
        this.port = listener.getLocalPort();
        accept(listener);
    }

    public int port() {
        return port;
    }

    /// Ends all connections and refuses new ones.
    public void cut() {
        closeQuietly(listener);
        sockets.forEach(Relay::closeQuietly);
        sockets.clear();
    }

    /// Takes connections again.
    public void mend() {
        listener = listen(port);
        accept(listener);
    }

    /// Lets nothing through any more, without a word.
    public void freeze() {
        flowing = new CountDownLatch(1);
    }

    /// Lets through what has come meanwhile, and all that follows.
    public void thaw() {
        flowing.countDown();
    }

    @Override
    public void close() {
        thaw();
        cut();
    }

    private void accept(ServerSocket from) {
        Thread.startVirtualThread(() -> {
            while (!from.isClosed()) {
                try {
                    Socket client = from.accept();
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                    sockets.add(client);
                    sockets.add(server);
                    Thread.startVirtualThread(() -> copy(client, server));
                    Thread.startVirtualThread(() -> copy(server, client));
                } catch (IOException e) {
                    // The test has cut the line.
                    sockets.removeIf(Socket::isClosed);
                }
            }
        });
    }

    private void copy(Socket from, Socket to) {
        byte[] buffer = new byte[8_192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
                flowing.await();
                out.write(buffer, 0, length);
            }
        } catch (IOException | InterruptedException e) {
            // One side has ended, and now the other has, too.
            sockets.remove(from);
        }
    }

    private static ServerSocket listen(int port) {
        try {
            return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
