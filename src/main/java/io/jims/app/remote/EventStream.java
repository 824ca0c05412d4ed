package io.jims.app.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads server-sent events as the HTML standard says (section 9.2.6): UTF-8, a byte order mark at
/// the start at most, lines that end with CR, LF or both. `id` and `retry` are for clients that
/// reconnect, so they are ignored, as are comments and unknown fields.
///
/// For one thread. Does not close the stream that it reads.
final class EventStream {
    private static final int BUFFER_BYTES = 8192;
    private static final int END = -1;
    private static final String DEFAULT_TYPE = "message";

    private final InputStream in;
    private final int maxEventBytes;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int filled;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private String type = "";
    private int eventBytes;
    private boolean afterCarriageReturn;
    private boolean atStart = true;

    /// @param maxEventBytes how long an event may be, its comments and field names included
    EventStream(InputStream in, int maxEventBytes) {
        this.in = in;
        this.maxEventBytes = maxEventBytes;
    }

    /// Waits for the next event with data; empty at the end of the stream. An incomplete event at
    /// the end is dropped.
    ///
    /// @throws TooLongException for an event longer than allowed
    Optional<ServerSentEvent> next() throws IOException {
        for (String text = nextLine(); text != null; text = nextLine()) {
            if (!text.isEmpty()) {
                take(text);
                continue;
            }
            Optional<ServerSentEvent> event = dispatch();
            if (event.isPresent()) {
                return event;
            }
        }
        return Optional.empty();
    }

    private Optional<ServerSentEvent> dispatch() {
        String dispatchedType = type.isEmpty() ? DEFAULT_TYPE : type;
        Optional<ServerSentEvent> event =
                data.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new ServerSentEvent(
                                        dispatchedType, data.substring(0, data.length() - 1)));
        type = "";
        data.setLength(0);
        eventBytes = 0;
        return event;
    }

    private void take(String text) {
        int colon = text.indexOf(':');
        String field = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1);
        if (value.startsWith(" ")) {
            value = value.substring(1);
        }
        switch (field) {
            case "event" -> type = value;
            case "data" -> data.append(value).append('\n');
            default -> {} // a comment has the empty field name
        }
    }

    /// The next line without its line end, or null at the end of the stream. A CR ends a line at
    /// once, since the LF after it may arrive much later.
    private @Nullable String nextLine() throws IOException {
        line.reset();
        for (int next = read(); next != END; next = read()) {
            boolean secondOfTwo = next == '\n' && afterCarriageReturn;
            afterCarriageReturn = next == '\r';
            if (secondOfTwo) {
                continue;
            }
            if (next == '\n' || next == '\r') {
                return text();
            }
            line.write(next);
            if (++eventBytes > maxEventBytes) {
                throw new TooLongException();
            }
        }
        return null;
    }

    private String text() {
        String text = line.toString(UTF_8);
        boolean hasMark = atStart && text.startsWith("\uFEFF");
        atStart = false;
        return hasMark ? text.substring(1) : text;
    }

    private int read() throws IOException {
        if (position == filled) {
            position = 0;
            filled = in.read(buffer);
            if (filled <= 0) {
                filled = 0;
                return END;
            }
        }
        return buffer[position++] & 0xFF;
    }

    /// More came than is allowed.
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1;
    }
}
