package io.jims;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/// Writes a log event as one line: time (UTC), level, logger, message. The stack trace of a
/// throwable stands below.
final class LineFormatter extends Formatter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @Override
    public String format(LogRecord event) {
        return TIME.format(event.getInstant())
                + " "
                + level(event)
                + " "
                + shortName(event)
                + " "
                + inOneLine(formatMessage(event))
                + System.lineSeparator()
                + stackTrace(event);
    }

    /// The level's name in [System.Logger], with which our code writes.
    private static String level(LogRecord event) {
        int level = event.getLevel().intValue();
        if (level >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (level >= Level.WARNING.intValue()) {
            return "WARNING";
        }
        return level >= Level.INFO.intValue() ? "INFO" : "DEBUG";
    }

    private static String shortName(LogRecord event) {
        String name = event.getLoggerName() == null ? "" : event.getLoggerName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /// A visitor's text must not be able to look like an event of its own.
    private static String inOneLine(String message) {
        return message.replace("\r", "\\r").replace("\n", "\\n");
    }

    private static String stackTrace(LogRecord event) {
        if (event.getThrown() == null) {
            return "";
        }
        StringWriter trace = new StringWriter();
        event.getThrown().printStackTrace(new PrintWriter(trace, true));
        return trace.toString();
    }
}
