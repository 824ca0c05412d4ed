package io.jims.app.python;

import java.nio.file.Path;
import java.time.Duration;

/// Settings of Python apps.
///
/// @param python the interpreter: a command, its path, or a virtual environment (`--python`)
/// @param workers number of processes (`--python-workers`)
/// @param startTimeout for importing the app (`--python-start-timeout`)
/// @param stallTimeout how long the app may block a process's event loop (`--python-stall-timeout`)
/// @param maxLineBytes the longest event that a process may send (`--python-max-line-bytes`)
/// @param cacheEvents how many events a process keeps, of the most recently used threads
///   (`--python-cache-events`)
/// @param directory the working directory of the processes, and the base of relative paths
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
