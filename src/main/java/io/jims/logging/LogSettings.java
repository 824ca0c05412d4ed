package io.jims.logging;

import io.jims.cli.Flag;
import io.jims.cli.SettingValue;
import java.util.function.Function;

/// What the log looks like, and how much is in it.
///
/// @param verbose whether our own debug messages are in it, and whole stack traces
/// @param access whether every request and connection is
public record LogSettings(LogFormat format, boolean verbose, boolean access) {
    /// Takes them from the flags.
    ///
    /// @throws UsageException for the first value that is not allowed
    public static LogSettings read(Function<Flag, SettingValue> values) {
        return new LogSettings(
                LogFormat.of(values.apply(Flag.LOG_FORMAT)),
                values.apply(Flag.VERBOSE).toBoolean(),
                values.apply(Flag.ACCESS_LOG).toBoolean());
    }
}
