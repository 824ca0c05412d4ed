package io.jims.browser;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// A piece of network between browser and server that can be cut, stalled and slowed down. Safe for
/// all threads.
final class Line implements AutoCloseable {
    private static final int BUFFER_BYTES = 8 * 1024;

    private final Router router;
    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition flows = lock.newCondition();
    private boolean requestsStalled;
    private boolean answersStalled;
    private volatile boolean cut;
    private volatile boolean socketsCut;
    private volatile Duration delay = Duration.ZERO;

    Line(Router router) {
        this.router = router;
        try {
            listening = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /// A line that leads to this port.
    static Line to(int port) {
        return new Line(new StraightRouter(port));
    }

    String origin() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    /// Ends all connections, and every new one at once.
    void cut() {
        cut = true;
        open.forEach(Line::close);
    }

    /// The same, but plain requests are served.
    void cutSockets() {
        socketsCut = true;
        open.forEach(Line::close);
    }

    void mend() {
        cut = false;
        socketsCut = false;
    }

    /// From now on nothing passes, while all connections stay open: a tunnel.
    void stall() {
        stalled(true, true);
    }

    /// From now on nothing comes back.
    void stallAnswers() {
        stalled(false, true);
    }

    /// Lets through what was held back.
    void flow() {
        stalled(false, false);
    }

    /// Every piece of data takes this much longer from now on.
    void delay(Duration value) {
        delay = value;
    }

    @Override
    public void close() {
        flow();
        cut();
        close(listening);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                open.add(client);
                if (cut) {
                    close(client);
                } else {
                    Thread.ofVirtual().start(() -> connect(client));
                }
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void connect(Socket client) {
        try (client) {
            Router.Route route = router.route(client.getInputStream());
            if (socketsCut && route.head().isUpgrade()) {
                return;
            }
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), route.port())) {
                open.add(server);
                server.getOutputStream().write(route.head().bytes());
                Thread up = Thread.ofVirtual().start(() -> pump(client, server, false));
                pump(server, client, true);
                close(client);
                up.join();
                open.remove(server);
            }
        } catch (IOException e) {
            close(client); // there is nobody at the other end, and the browser is to see that
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private void pump(Socket from, Socket to, boolean isAnswer) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                LockSupport.parkNanos(delay.toNanos());
                awaitFlow(isAnswer);
                out.write(buffer, 0, n);
            }
        } catch (IOException e) {
            close(from); // one end is gone, so the other one goes, too
        }
        close(to);
    }

    private void awaitFlow(boolean isAnswer) {
        lock.lock();
        try {
            while (isAnswer ? answersStalled : requestsStalled) {
                flows.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void stalled(boolean requests, boolean answers) {
        lock.lock();
        try {
            requestsStalled = requests;
            answersStalled = answers;
            flows.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
