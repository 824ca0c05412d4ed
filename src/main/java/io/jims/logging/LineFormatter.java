package io.jims.logging;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/// Formats a log event as one line: time (UTC), level, logger, message, and for a throwable its
/// message and those of its causes. If enabled, the stack trace follows in indented lines.
///
/// A visitor's text can neither begin a line nor move the cursor of a terminal.
final class LineFormatter extends Formatter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final HexFormat HEX = HexFormat.of();

    private final boolean traces;

    /// @param traces whether stack traces are written
    LineFormatter(boolean traces) {
        this.traces = traces;
    }

    @Override
    public String format(LogRecord event) {
        StringBuilder line = new StringBuilder(200);
        line.append(TIME.format(event.getInstant())).append(' ');
        line.append(LevelName.of(event)).append(' ').append(shortName(event)).append(' ');
        appendInOneLine(line, formatMessage(event));
        Throwable thrown = event.getThrown();
        if (thrown != null) {
            appendInOneLine(line, " - " + StackTraces.summary(thrown));
        }
        line.append(System.lineSeparator());
        if (thrown != null && traces) {
            StackTraces.whole(thrown).lines().forEach(below -> appendBelow(line, below));
        }
        return line.toString();
    }

    private static void appendBelow(StringBuilder lines, String text) {
        lines.append('\t');
        appendInOneLine(lines, text.strip());
        lines.append(System.lineSeparator());
    }

    private static String shortName(LogRecord event) {
        String name = event.getLoggerName() == null ? "" : event.getLoggerName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static void appendInOneLine(StringBuilder line, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR ->
                        line.append(escaped(c));
                default -> line.append(c);
            }
        }
    }

    private static String escaped(char c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "\\u" + HEX.toHexDigits(c);
        };
    }
}
