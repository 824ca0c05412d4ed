package io.jims.app.python;

import java.nio.file.Path;
import java.time.Duration;

/// How Python apps are hosted.
///
/// @param python the interpreter: a command, its path, or a virtual environment (`--python`)
/// @param workers how many processes (`--python-workers`)
/// @param startTimeout how long one may take to import the app (`--python-start-timeout`)
/// @param stallTimeout how long the app may block a process's event loop (`--python-stall-timeout`)
/// @param maxLineBytes the longest event that a process may send (`--python-max-line-bytes`)
/// @param cacheEvents how many events a process keeps, of the threads that spoke last
///   (`--python-cache-events`)
/// @param directory in which the processes work, and what a relative path starts from
public record PythonSettings(
        String python,
        int workers,
        Duration startTimeout,
        Duration stallTimeout,
        int maxLineBytes,
        int cacheEvents,
        Path directory) {
    /// The defaults of the command line, in the working directory.
    public static final PythonSettings DEFAULT =
            new PythonSettings(
                    "python3",
                    1,
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(1),
                    16 * 1024 * 1024,
                    100_000,
                    Path.of(""));

    public PythonSettings {
        if (Math.min(Math.min(workers, maxLineBytes), cacheEvents) < 1) {
            throw new IllegalArgumentException("workers, line and cache must be positive");
        }
        if (!startTimeout.isPositive() || !stallTimeout.isPositive()) {
            throw new IllegalArgumentException("timeouts must be positive");
        }
    }
}
