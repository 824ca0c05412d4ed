package io.jims.widget.socket;

/// An open connection, for the watch over all of them. Safe for all threads.
interface WatchedSocket extends TextSocket {
    /// Pings a client that has been silent for the ping interval, and disconnects it after another
    /// one or if it is stuck in a write. Called periodically.
    ///
    /// @param now `System.nanoTime`
    void check(long now);
}
