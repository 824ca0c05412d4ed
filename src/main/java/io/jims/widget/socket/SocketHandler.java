package io.jims.widget.socket;

/// Takes what comes in on one connection. Called on the connection's own thread, which must soon be
/// free again to read: long work belongs on another thread.
public interface SocketHandler {
    void onText(String text);

    /// The connection has ended, in whatever way. Called exactly once, last.
    void onClosed();
}
