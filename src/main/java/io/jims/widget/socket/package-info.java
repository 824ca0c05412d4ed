/// WebSocket (RFC 6455) over a Helidon connection: handshake, frames, messages, keep-alive, close.
/// The widget's sessions come in, through [SocketEndpoint] and [TextSocket]; nothing here is chat.
/// Read [SocketUpgrader] first, then [SocketConnection].
///
/// Helidon accepts, reads HTTP and gives each connection its virtual thread. From the handshake on,
/// the connection is ours: Helidon's own WebSocket connection hands out fragments one by one,
/// accepts invalid UTF-8, lets senders corrupt each other's frames, and never tells that a client
/// has vanished.
@NullMarked
package io.jims.widget.socket;

import org.jspecify.annotations.NullMarked;
