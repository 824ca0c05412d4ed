package io.jims.observe;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A line of the log that comes once a minute at most and says how often it would have. Safe for
/// all threads.
public final class RareLine {
    private static final long PAUSE = Duration.ofMinutes(1).toNanos();

    private final AtomicLong next = new AtomicLong(System.nanoTime());
    private final AtomicLong count = new AtomicLong();

    /// Writes a warning, unless one was written in the last minute.
    ///
    /// @param reason null where there is none to show
    public void log(Logger logger, String message, @Nullable Throwable reason) {
        count.incrementAndGet();
        long due = next.get();
        long now = System.nanoTime();
        if (now - due >= 0 && next.compareAndSet(due, now + PAUSE)) {
            logger.log(
                    Level.WARNING,
                    message + " (" + count.getAndSet(0) + " since the last such line)",
                    reason);
        }
    }
}
