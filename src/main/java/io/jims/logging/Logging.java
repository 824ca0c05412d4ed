package io.jims.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Configures `java.util.logging`, the backend of [System.Logger]: one line for each event.
public final class Logging {
    /// Strong references, since `java.util.logging` discards unreferenced loggers with their
    /// levels.
    private static final Logger OURS = Logger.getLogger("io.jims");

    private static final Logger HELIDON = Logger.getLogger("io.helidon");
    private static final Logger POOL = Logger.getLogger("com.zaxxer.hikari");
    private static final Logger MCP = Logger.getLogger("io.modelcontextprotocol");
    private static final Logger REACTOR = Logger.getLogger("reactor");

    private Logging() {}

    /// Hears of every request and connection.
    private static final Logger ACCESS = Logger.getLogger("io.jims.access");

    /// Logs INFO and above to this stream, and our own FINE if verbose. Some libraries log too
    /// much, so only warnings, or less, are taken from them: Helidon logs details of its start; the
    /// connection pool logs every broken connection, while the store itself logs that the database
    /// is unreachable; the MCP SDK logs what servers and their commands print, while the assistant
    /// itself logs what is wrong.
    public static void configure(LogSettings settings, PrintStream err) {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(Level.INFO);
        root.addHandler(new LineHandler(err, settings.format().formatter(settings.verbose())));
        OURS.setLevel(settings.verbose() ? Level.FINE : Level.INFO);
        ACCESS.setLevel(settings.access() ? Level.INFO : Level.OFF);
        HELIDON.setLevel(Level.WARNING);
        POOL.setLevel(Level.SEVERE);
        MCP.setLevel(Level.OFF);
        REACTOR.setLevel(Level.OFF);
    }

    /// Writes each event at once and whole. Never closes the stream, which is the process's.
    private static final class LineHandler extends Handler {
        private final PrintStream out;

        LineHandler(PrintStream out, Formatter formatter) {
            this.out = out;
            setFormatter(formatter);
        }

        @Override
        public void publish(LogRecord event) {
            if (isLoggable(event)) {
                out.writeBytes(getFormatter().format(event).getBytes(UTF_8));
                out.flush();
            }
        }

        @Override
        public void flush() {
            out.flush();
        }

        @Override
        public void close() {
            out.flush();
        }
    }
}
