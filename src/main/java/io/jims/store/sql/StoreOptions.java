package io.jims.store.sql;

import java.time.Duration;

/// The options of a database server; SQLite uses none of them.
///
/// @param connections at least 2: some write, the others read (`--db-pool`)
/// @param timeout of one statement, and of the wait for a connection (`--db-timeout`)
/// @param startWait how long the start waits for a database that is not up yet (`--db-wait`)
public record StoreOptions(int connections, Duration timeout, Duration startWait) {
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(250);

    /// The defaults of the command line.
    public static final StoreOptions DEFAULT =
            new StoreOptions(10, Duration.ofSeconds(5), Duration.ofSeconds(60));

    public StoreOptions {
        if (connections < 2) {
            throw new IllegalArgumentException("connections must be 2 or more: " + connections);
        }
        if (timeout.compareTo(SHORTEST_TIMEOUT) < 0 || startWait.isNegative()) {
            throw new IllegalArgumentException(
                    "the timeout must be 250 ms or more, and the wait not negative: "
                            + timeout
                            + ", "
                            + startWait);
        }
    }

    /// Connections that write. One keeps a disk busy and has the largest batches; a second one
    /// encodes and sends while the first waits for the disk.
    public int writers() {
        return connections < 4 ? 1 : 2;
    }

    public int readers() {
        return connections - writers();
    }
}
