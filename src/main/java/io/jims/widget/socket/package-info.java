/// WebSocket (RFC 6455) over a Helidon connection: handshake, frames, messages, keep-alive, close.
/// Used by the widget's sessions through [SocketEndpoint] and [TextSocket]; nothing here knows the
/// chat. Read [SocketUpgrader] first, then [SocketConnection].
///
/// Helidon accepts the connection, reads HTTP and gives each connection its virtual thread. After
/// the handshake the connection is ours: Helidon's own WebSocket connection delivers fragments one
/// by one, accepts invalid UTF-8, lets concurrent senders corrupt each other's frames, and never
/// reports that a client has vanished.
@NullMarked
package io.jims.widget.socket;

import org.jspecify.annotations.NullMarked;
