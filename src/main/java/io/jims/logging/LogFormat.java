package io.jims.logging;

import io.jims.cli.SettingValue;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

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

    /// The one that the flag names.
    ///
    /// @throws UsageException for any other text
    static LogFormat of(SettingValue value) {
        return switch (value.text().toLowerCase(Locale.ROOT)) {
            case "text" -> TEXT;
            case "json" -> JSON;
            default -> throw value.refuse("text or json");
        };
    }

    /// @param verbose whether people get to see stack traces
    abstract Formatter formatter(boolean verbose);

    /// The level's name in [System.Logger], with which our code writes.
    static String level(LogRecord event) {
        int level = event.getLevel().intValue();
        if (level >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (level >= Level.WARNING.intValue()) {
            return "WARNING";
        }
        return level >= Level.INFO.intValue() ? "INFO" : "DEBUG";
    }
}
