package io.jims.widget.socket;

/// An open connection as the watch over all of them sees it. Safe for all threads.
interface WatchedSocket extends TextSocket {
    /// Pings a client that was silent for the ping interval, and cuts it off when it stays silent
    /// for another one, or is stuck in a write. Called again and again.
    ///
    /// @param now `System.nanoTime`
    void check(long now);
}
