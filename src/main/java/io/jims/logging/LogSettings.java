package io.jims.logging;

/// Settings of the log.
///
/// @param verbose whether to log our debug messages and whole stack traces
/// @param access whether to log every request and connection
public record LogSettings(LogFormat format, boolean verbose, boolean access) {}
