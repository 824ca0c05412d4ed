package io.jims.logging;

import java.util.logging.Level;
import java.util.logging.LogRecord;

/// The names of levels in [System.Logger], which our code uses.
final class LevelName {
    private LevelName() {}

    static String of(LogRecord event) {
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
