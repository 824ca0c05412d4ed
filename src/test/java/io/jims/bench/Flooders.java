package io.jims.bench;

import io.jims.testing.RawSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/// Clients that send as fast as the network takes it, read whatever comes, and are back at once
/// when they are cut off.
final class Flooders implements AutoCloseable {
    private static final byte[] MESSAGE =
            RawSocket.maskedFrame(true, RawSocket.TEXT, new byte[] {'f', 'l', 'o', 'o', 'd'});
    private static final int FRAMES_AT_ONCE = 100;
    private static final int SEND_BUFFER = 64 * 1024;

    private final String address;
    private final int port;
    private final LongAdder frames = new LongAdder();
    private final LongAdder cuts = new LongAdder();
    private final Queue<RawSocket> sockets = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    private Flooders(String address, int port) {
        this.address = address;
        this.port = port;
    }

    static Flooders start(String address, int port, int count) {
        Flooders flooders = new Flooders(address, port);
        for (int i = 0; i < count; i++) {
            flooders.threads.add(Thread.startVirtualThread(flooders::flood));
        }
        return flooders;
    }

    /// How many were sent so far.
    long frames() {
        return frames.sum();
    }

    /// How often one of them was cut off, or not let in.
    long cuts() {
        return cuts.sum();
    }

    @Override
    public void close() {
        closed = true;
        for (RawSocket socket : sockets) {
            close(socket);
        }
        for (Thread thread : threads) {
            thread.interrupt();
        }
    }

    private void flood() {
        byte[] many = new byte[MESSAGE.length * FRAMES_AT_ONCE];
        for (int i = 0; i < FRAMES_AT_ONCE; i++) {
            System.arraycopy(MESSAGE, 0, many, i * MESSAGE.length, MESSAGE.length);
        }
        while (!closed) {
            try (RawSocket socket = RawSocket.openFrom(address, port, "")) {
                socket.sendBuffer(SEND_BUFFER); // its kernel is not what is measured
                sockets.add(socket);
                Thread.startVirtualThread(() -> readAll(socket));
                while (!closed) {
                    socket.write(many);
                    frames.add(FRAMES_AT_ONCE);
                }
            } catch (IOException e) {
                cuts.increment(); // and back again
            }
        }
    }

    private static void readAll(RawSocket socket) {
        try {
            while (true) {
                socket.read();
            }
        } catch (IOException e) {
            close(socket);
        }
    }

    private static void close(RawSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
