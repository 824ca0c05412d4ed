package io.jims.observe;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A rate-limited log line, for events that clients can cause: logged at most once a minute, with
/// the number of occurrences. Safe for all threads.
public final class RareLine {
    private static final long PAUSE = Duration.ofMinutes(1).toNanos();

    private final Logger logger;
    private final Level level;
    private final AtomicLong next = new AtomicLong(System.nanoTime());
    private final AtomicLong count = new AtomicLong();

    public RareLine(Logger logger, Level level) {
        this.logger = logger;
        this.level = level;
    }

    public void log(String message, @Nullable Throwable reason) {
        count.incrementAndGet();
        long due = next.get();
        long now = System.nanoTime();
        if (now - due >= 0 && next.compareAndSet(due, now + PAUSE)) {
            logger.log(
                    level,
                    message + " (" + count.getAndSet(0) + " since the last such line)",
                    reason);
        }
    }
}
