package io.jims.testing;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What one package logs, and those in it, as `LEVEL text`, until this is closed.
public final class CapturedLog implements AutoCloseable {
    private final Logger logger;
    private final @Nullable Level level;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler handler = new Lines();

    public CapturedLog(Class<?> ofPackage) {
        this(ofPackage.getPackageName());
    }

    /// @param packages the beginning of their names
    public CapturedLog(String packages) {
        logger = Logger.getLogger(packages);
        level = logger.getLevel();
        if (Level.OFF.equals(
                level)) { // another test has set up logging, and the access log is off then
            logger.setLevel(Level.INFO);
        }
        logger.addHandler(handler);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    /// Waits for a line that has this text in it.
    public void await(String text) throws Exception {
        Await.until(
                "the log has '" + text + "': " + lines,
                () -> lines.stream().anyMatch(line -> line.contains(text)));
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setLevel(level);
    }

    private final class Lines extends Handler {
        @Override
        public void publish(LogRecord event) {
            Object[] parameters = event.getParameters();
            String text =
                    parameters == null
                            ? event.getMessage()
                            : MessageFormat.format(event.getMessage(), parameters);
            lines.add(event.getLevel() + " " + text);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
