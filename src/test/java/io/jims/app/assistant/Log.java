package io.jims.app.assistant;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// Hears what all of the program logs while it is open, libraries included.
public final class Log extends Handler implements AutoCloseable {
    private static final Logger ROOT = Logger.getLogger("");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final SimpleFormatter formatter = new SimpleFormatter();

    public Log() {
        setLevel(Level.ALL);
        ROOT.addHandler(this);
    }

    /// Warnings and worse, in one text.
    public String warnings() {
        return String.join("\n", lines);
    }

    @Override
    public void publish(LogRecord event) {
        if (event.getLevel().intValue() >= Level.WARNING.intValue()) {
            lines.add(
                    event.getLoggerName()
                            + " "
                            + formatter.formatMessage(event)
                            + " "
                            + event.getThrown());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        ROOT.removeHandler(this);
    }
}
