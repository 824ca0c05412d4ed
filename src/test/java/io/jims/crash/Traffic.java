package io.jims.crash;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// What the visitors and the test tell each other. Safe for all threads.
final class Traffic {
    private final AtomicLong frames = new AtomicLong();
    private final AtomicBoolean enough = new AtomicBoolean();

    /// Counts a frame that came from the server.
    void count() {
        frames.incrementAndGet();
    }

    long frames() {
        return frames.get();
    }

    /// Whether nobody is to ask anything new.
    boolean isEnough() {
        return enough.get();
    }

    void end() {
        enough.set(true);
    }
}
