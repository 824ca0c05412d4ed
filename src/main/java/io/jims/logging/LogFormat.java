package io.jims.logging;

import java.util.logging.Formatter;

/// How an event is written (`--log-format`); one line each, whatever is in it.
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
