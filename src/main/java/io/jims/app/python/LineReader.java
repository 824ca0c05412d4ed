package io.jims.app.python;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Reads lines of bytes, each up to a bound. Used by one thread.
final class LineReader {
    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final int maxBytes;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int end;
    private boolean cut;

    LineReader(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /// The next line without its end; null at the end of the stream. Of one that is too long, as
    /// much as is allowed.
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        cut = false;
        while (position < end || fill()) {
            int newline = findNewline();
            int taken = Math.min(newline - position, maxBytes - line.size());
            line.write(buffer, position, taken);
            position += taken;
            cut = position < newline;
            if (cut || newline < end) {
                position += cut ? 0 : 1;
                return line.toByteArray();
            }
        }
        return line.size() == 0 ? null : line.toByteArray();
    }

    /// Whether the last line was longer than allowed. The next one is what follows of it.
    boolean isCut() {
        return cut;
    }

    /// Leaves out what follows of the last line.
    void skipRest() throws IOException {
        while (position < end || fill()) {
            position = findNewline() + 1;
            if (position <= end) {
                return;
            }
        }
    }

    /// The place of the next one in the buffer, or its end.
    private int findNewline() {
        int newline = position;
        while (newline < end && buffer[newline] != '\n') {
            newline++;
        }
        return newline;
    }

    private boolean fill() throws IOException {
        position = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }
}
