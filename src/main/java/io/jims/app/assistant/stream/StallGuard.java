package io.jims.app.assistant.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Closes a stream that has been silent for too long, on a virtual thread of its own: reads of the
/// JDK's HTTP client have no timeout.
///
/// [#progress] is for the reading thread; the rest is safe for all.
final class StallGuard implements AutoCloseable {
    private final InputStream body;
    private final Duration limit;
    private final Semaphore signs = new Semaphore(0);
    private volatile boolean closed;
    private volatile boolean stalled;

    StallGuard(InputStream body, Duration limit) {
        this.body = body;
        this.limit = limit;
        Thread.ofVirtual().name("stall guard").start(this::watch);
    }

    /// Something came.
    void progress() {
        signs.release();
    }

    /// Whether the stream was closed for its silence.
    boolean isStalled() {
        return stalled;
    }

    /// Lets go of the stream.
    @Override
    public void close() {
        closed = true;
        signs.release();
    }

    private void watch() {
        try {
            while (signs.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                signs.drainPermits();
                if (closed) {
                    return;
                }
            }
            stalled = true;
            body.close();
        } catch (InterruptedException e) { // nobody has this thread
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
