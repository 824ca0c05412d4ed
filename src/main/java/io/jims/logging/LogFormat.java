package io.jims.logging;

import java.util.logging.Formatter;

/// The format of log events (`--log-format`); each is one line, whatever it contains.
public enum LogFormat {
    /// For people.
    TEXT {
        @Override
        Formatter formatter(boolean verbose) {
            return new LineFormatter(verbose);
        }
    },
    /// For programs: an object.
    JSON {
        @Override
        Formatter formatter(boolean verbose) {
            return new JsonFormatter();
        }
    };

    /// @param verbose whether people get to see stack traces
    abstract Formatter formatter(boolean verbose);
}
