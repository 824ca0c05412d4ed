package io.jims.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Sets up `java.util.logging`, behind which [System.Logger] writes: one line an event.
public final class Logging {
    /// Kept here because logging itself lets go of loggers that nobody holds, and of their levels.
    private static final Logger OURS = Logger.getLogger("io.jims");

    private static final Logger HELIDON = Logger.getLogger("io.helidon");
    private static final Logger POOL = Logger.getLogger("com.zaxxer.hikari");
    private static final Logger MCP = Logger.getLogger("io.modelcontextprotocol");
    private static final Logger REACTOR = Logger.getLogger("reactor");

    private Logging() {}

    /// Hears of every request and connection.
    private static final Logger ACCESS = Logger.getLogger("io.jims.access");

    /// Writes INFO and above to this stream, and if verbose our own FINE, too. Helidon tells of its
    /// start at length, so of it only warnings. The connection pool tells of every connection that
    /// breaks at length, and the store itself that the database is out of reach. The SDK of MCP
    /// tells what servers say at length, and their commands; the assistant itself says what is
    /// wrong.
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
