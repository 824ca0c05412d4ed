package io.jims.logging;

/// What the log looks like, and how much is in it.
///
/// @param verbose whether our own debug messages are in it, and whole stack traces
/// @param access whether every request and connection is
public record LogSettings(LogFormat format, boolean verbose, boolean access) {}
