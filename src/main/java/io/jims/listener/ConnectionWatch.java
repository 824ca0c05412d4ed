package io.jims.listener;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;

/// Closes connections that have been silent for too long. A failing check of one does not affect
/// the others.
final class ConnectionWatch implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(ConnectionWatch.class.getName());
    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final Set<? extends Watched> open;
    private final Duration idleTimeout;
    private final Thread thread;

    /// Starts the watch.
    ///
    /// @param open connections; may change at any time
    ConnectionWatch(Set<? extends Watched> open, Duration idleTimeout) {
        this.open = open;
        this.idleTimeout = idleTimeout;
        this.thread = Thread.ofVirtual().name("connection watch").start(this::run);
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(INTERVAL);
                long now = System.nanoTime();
                open.forEach(connection -> check(connection, now));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void check(Watched connection, long now) {
        try {
            if (connection.isOverdue(now, idleTimeout)) {
                connection.cut();
            }
        } catch (RuntimeException e) { // the others are watched all the same
            LOGGER.log(Level.ERROR, "A connection was not checked", e);
        }
    }

    /// A connection that is checked.
    interface Watched {
        /// Whether it has been silent for too long.
        ///
        /// @param now a value of [System#nanoTime]
        boolean isOverdue(long now, Duration idleTimeout);

        void cut();
    }
}
