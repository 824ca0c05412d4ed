/// A TCP port that speaks HTTP/1.1, over TLS where there is a certificate: accepts connections,
/// bounds them, and brings what clients really send into the form that Helidon's HTTP understands.
/// The public port and the metrics port are both made here; nothing here knows what they serve.
/// Read [HttpListener] first, then [HttpConnection].
///
/// Helidon parses HTTP, routes and answers. Its own listener is not used: an `accept` that fails
/// ends it for ever, it leaks a descriptor for each TLS connection, and it lets one client take all
/// connections.
@NullMarked
package io.jims.listener;

import org.jspecify.annotations.NullMarked;
