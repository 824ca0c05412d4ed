package io.jims.widget.socket;

import java.time.Duration;

/// The bounds of one connection.
///
/// @param maxMessageBytes longest message, all its fragments together
/// @param pingInterval silence after which a client is pinged, and after another interval is
///   disconnected; also the longest time in which one message may arrive
/// @param writeTimeout longest write
public record SocketSettings(int maxMessageBytes, Duration pingInterval, Duration writeTimeout) {}
