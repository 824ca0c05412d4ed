package io.jims.testing;

import java.nio.file.Files;
import java.nio.file.Path;
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
        until(description, LIMIT, condition);
    }

    /// The same for what may take longer, such as the start of another process.
    public static void until(String description, Duration limit, Callable<Boolean> condition)
            throws Exception {
        long start = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                throw new AssertionError("not within " + limit.toSeconds() + " s: " + description);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /// Returns once a file holds this and nothing else.
    public static void content(Path file, String content) throws Exception {
        until(
                file + " holds " + content,
                () -> Files.exists(file) && Files.readString(file).equals(content));
    }
}
