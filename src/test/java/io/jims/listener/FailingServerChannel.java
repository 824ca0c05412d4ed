package io.jims.listener;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A port whose kernel has no files left for a while, or is slow to end a call.
final class FailingServerChannel extends ServerSocketChannel {
    private static final Duration LATE = Duration.ofMillis(100);

    private final ServerSocketChannel real = ServerSocketChannel.open();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile @Nullable SocketChannel last;
    private volatile boolean accepting;

    FailingServerChannel() throws IOException {
        super(SelectorProvider.provider());
    }

    /// Lets so many calls fail, the one under way not among them.
    void fail(int times) {
        failures.set(times);
    }

    /// Keeps a client for the call that the closing of the port ends, which takes its time, as on a
    /// busy machine.
    ///
    /// @param client whom the kernel let in at the last moment
    void admitLast(SocketChannel client) {
        last = client;
    }

    boolean isAccepting() {
        return accepting;
    }

    @Override
    public SocketChannel accept() throws IOException {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IOException("Too many open files");
        }
        accepting = true;
        try {
            return real.accept();
        } catch (ClosedChannelException e) {
            SocketChannel client = last;
            if (client == null) {
                throw e;
            }
            LockSupport.parkNanos(LATE.toNanos());
            return client;
        } finally {
            accepting = false;
        }
    }

    @Override
    public ServerSocketChannel bind(@Nullable SocketAddress local, int backlog) throws IOException {
        real.bind(local, backlog);
        return this;
    }

    @Override
    public <T> ServerSocketChannel setOption(SocketOption<T> name, T value) throws IOException {
        real.setOption(name, value);
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> name) throws IOException {
        return real.getOption(name);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return real.supportedOptions();
    }

    @Override
    public ServerSocket socket() {
        return real.socket();
    }

    @Override
    public SocketAddress getLocalAddress() throws IOException {
        return real.getLocalAddress();
    }

    @Override
    protected void implCloseSelectableChannel() throws IOException {
        real.close();
    }

    @Override
    protected void implConfigureBlocking(boolean block) throws IOException {
        real.configureBlocking(block);
    }
}
