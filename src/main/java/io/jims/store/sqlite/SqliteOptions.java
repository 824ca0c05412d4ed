package io.jims.store.sqlite;

import java.time.Duration;

/// The bounds of a SQLite store.
///
/// @param waitingWrites most callers with rows waiting for the disk; further ones block before they
///   encode theirs
/// @param readers number of reading platform threads, each with its own connection
/// @param waitingReads most callers waiting for a reader; further ones block as well
/// @param busyTimeout how long another process may lock the database before calls fail
/// @param cacheKib page cache of each connection
/// @param checkpointPages pages in the write-ahead log after which a commit copies them into the
///   database; what a restart has to recover at most, and the log's usual size
/// @param checkpointPause from a commit until the log is copied beside the commits
/// @param maxPages how large the database may grow, in pages; 0 for no bound
/// @param quickCheckBytes a file up to this size is checked for corruption as it is opened
public record SqliteOptions(
        int waitingWrites,
        int readers,
        int waitingReads,
        Duration busyTimeout,
        int cacheKib,
        int checkpointPages,
        Duration checkpointPause,
        long maxPages,
        long quickCheckBytes) {
    /// What the server uses.
    public static final SqliteOptions DEFAULT =
            new SqliteOptions(
                    4_096,
                    2,
                    1_024,
                    Duration.ofSeconds(5),
                    32 * 1024,
                    16_000,
                    Duration.ofSeconds(1),
                    0,
                    16L << 20);

    public SqliteOptions {
        requirePositive("waitingWrites", waitingWrites);
        requirePositive("readers", readers);
        requirePositive("waitingReads", waitingReads);
        requirePositive("busyTimeout", busyTimeout.toMillis());
        requirePositive("cacheKib", cacheKib);
        requirePositive("checkpointPages", checkpointPages);
        requirePositive("checkpointPause", checkpointPause.toMillis());
        if (maxPages < 0 || quickCheckBytes < 0) {
            throw new IllegalArgumentException(
                    "maxPages and quickCheckBytes must not be negative: "
                            + maxPages
                            + ", "
                            + quickCheckBytes);
        }
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
    }
}
