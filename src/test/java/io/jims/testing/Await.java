package io.jims.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/// Waits for what other threads bring about.
public final class Await {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(2);

    private Await() {}

    /// Returns once the condition holds.
    ///
    /// @throws AssertionError if it does not within [#LIMIT]
    public static void until(String description, Callable<Boolean> condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + description);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
