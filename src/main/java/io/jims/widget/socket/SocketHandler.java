package io.jims.widget.socket;

/// Handles the messages of one connection. Called on the connection's own thread, which must return
/// soon to read: long work belongs on another thread.
public interface SocketHandler {
    void onText(String text);

    /// The connection has ended, for whatever reason. Called exactly once, last.
    void onClosed();
}
