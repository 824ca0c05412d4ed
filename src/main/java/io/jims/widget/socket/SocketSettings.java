package io.jims.widget.socket;

import java.time.Duration;

/// The bounds of one connection.
///
/// @param maxMessageBytes longest message, all its fragments together
/// @param pingInterval how long a client may be silent before it is pinged, and again before it is
///   cut off; also the longest time that one message may take to come in
/// @param writeTimeout how long a write may take
public record SocketSettings(int maxMessageBytes, Duration pingInterval, Duration writeTimeout) {}
