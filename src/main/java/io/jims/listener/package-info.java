/// A TCP port that speaks HTTP/1.1, with or without TLS: accepts and bounds connections, and
/// normalises what clients send for Helidon's HTTP parser. All ports of the server are opened here;
/// nothing here knows what they serve. Read [HttpListener] first, then [HttpConnection].
///
/// Helidon parses HTTP, routes and answers. Its own listener is not used: one failed `accept` ends
/// it for good, it leaks a file descriptor for each TLS connection, and it lets one client take all
/// connections.
@NullMarked
package io.jims.listener;

import org.jspecify.annotations.NullMarked;
