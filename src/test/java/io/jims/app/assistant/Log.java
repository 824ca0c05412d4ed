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

    private final List<String> all = new CopyOnWriteArrayList<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final SimpleFormatter formatter = new SimpleFormatter();

    public Log() {
        setLevel(Level.ALL);
        ROOT.addHandler(this);
    }

    /// Warnings and worse, in one text.
    public String warnings() {
        return String.join("\n", warnings);
    }

    /// Everything, in one text.
    public String lines() {
        return String.join("\n", all);
    }

    @Override
    public void publish(LogRecord event) {
        String line =
                event.getLoggerName()
                        + " "
                        + formatter.formatMessage(event)
                        + " "
                        + event.getThrown();
        all.add(line);
        if (event.getLevel().intValue() >= Level.WARNING.intValue()) {
            warnings.add(line);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        ROOT.removeHandler(this);
    }
}
