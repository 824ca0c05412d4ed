package io.jims.app.python;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Copies a host's standard error, which includes all that the app prints, to our log, line by
/// line.
final class HostLog {
    private static final System.Logger LOG = System.getLogger(HostLog.class.getName());
    private static final int MAX_LINE_BYTES = 4_000;
    private static final int TAIL = 12;

    /// How Python's fault handler begins to write where each thread is.
    private static final String DUMP = "Timeout (";

    private final String label;
    private final InputStream in;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<String> tail = new ArrayDeque<>();
    private boolean dumped;

    /// @param label of the host, which each line begins with
    HostLog(String label, InputStream in) {
        this.label = label;
        this.in = in;
    }

    /// Reads until the stream's end.
    void copy() {
        LineReader lines = new LineReader(in, MAX_LINE_BYTES);
        try {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                String text = new String(line, UTF_8).stripTrailing();
                add(lines.isCut() ? text + " … (cut)" : text);
                if (lines.isCut()) {
                    lines.skipRest();
                }
            }
        } catch (IOException e) {
            LOG.log(WARNING, label + ": its output cannot be read: " + e.getMessage());
        }
    }

    /// The last lines.
    List<String> tail() {
        lock.lock();
        try {
            return List.copyOf(tail);
        } finally {
            lock.unlock();
        }
    }

    /// Whether it wrote where it hangs.
    boolean hasDump() {
        lock.lock();
        try {
            return dumped;
        } finally {
            lock.unlock();
        }
    }

    private void add(String line) {
        LOG.log(INFO, label + ": " + line);
        lock.lock();
        try {
            if (tail.size() == TAIL) {
                tail.removeFirst();
            }
            tail.addLast(line);
            dumped |= line.startsWith(DUMP);
        } finally {
            lock.unlock();
        }
    }
}
