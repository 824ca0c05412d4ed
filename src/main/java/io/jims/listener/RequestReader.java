package io.jims.listener;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Splits a client's input into requests: gives Helidon each head as a whole in normalised form,
/// then the body, and nothing after the connection's last request. Used by the connection's own
/// thread only.
final class RequestReader implements Supplier<byte[]> {
    /// Longest headers of a request, in bytes.
    static final int MAX_HEADERS = 16 * 1024;

    /// Longest request line, in bytes; Helidon has a lower limit of its own.
    private static final int MAX_LINE = 10 * 1024;

    private static final int MAX_CHUNK_LINE = 4 * 1024;
    private static final Status HEADERS_TOO_LARGE =
            Status.create(431, "Request Header Fields Too Large");
    private static final byte[] NOTHING = {};

    private final Supplier<byte[]> socket;
    private final Listening connection;
    private byte[] unread = NOTHING;
    private State state = State.HEAD;
    private long remaining;
    private boolean chunked;
    private boolean last;
    private boolean lineSeen;

    private enum State {
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK_END,
        TRAILERS
    }

    /// Observes the progress of requests.
    interface Listening {
        /// Waiting for the next request.
        void awaiting();

        /// A head was received.
        void begun(RequestHead head);

        /// The input is not a request that can be answered.
        ///
        /// @param remains what could be parsed of it
        void refused(RequestHead remains);

        /// Whether the response to the current request has been started.
        boolean isAnswered();
    }

    /// @param socket returns received bytes, null at the end
    RequestReader(Supplier<byte[]> socket, Listening connection) {
        this.socket = socket;
        this.connection = connection;
    }

    /// The connection has become a WebSocket.
    ///
    /// @return supplies all later input unchanged
    Supplier<byte[]> becomeRaw() {
        if (unread.length == 0) {
            return socket;
        }
        Deque<byte[]> begun = new ArrayDeque<>(List.of(unread));
        unread = NOTHING;
        return () -> begun.isEmpty() ? socket.get() : begun.poll();
    }

    /// Whether there may be input that nobody has read.
    boolean isInterrupted() {
        return unread.length > 0 || state != State.HEAD;
    }

    /// @throws CloseConnectionException where the connection is over
    @Override
    public byte @Nullable [] get() {
        if (last && (state == State.HEAD || connection.isAnswered())) {
            throw new CloseConnectionException("that was the last request");
        }
        return switch (state) {
            case HEAD -> head();
            case BODY -> body();
            case CHUNK_SIZE -> chunkSize();
            case CHUNK_END -> chunkEnd();
            case TRAILERS -> trailers();
        };
    }

    private byte @Nullable [] head() {
        connection.awaiting();
        lineSeen = false;
        try {
            return readHead();
        } catch (RequestException e) {
            connection.refused(
                    RequestHead.remains(new String(unread, 0, unread.length, ISO_8859_1)));
            throw e;
        }
    }

    private byte[] readHead() {
        int from = 0;
        while (true) {
            skipEmptyLine();
            checkFirstLine();
            int end = indexOf("\r\n\r\n", from);
            checkLength(end < 0 ? unread.length : end);
            if (end >= 0) {
                RequestHead head = RequestHead.parse(new String(unread, 0, end, ISO_8859_1));
                take(end + 4, end);
                return begin(head);
            }
            from = Math.max(0, unread.length - 3);
            readMore();
        }
    }

    private byte[] begin(RequestHead head) {
        connection.begun(head);
        last = head.last();
        chunked = head.chunked();
        remaining = head.length();
        state = chunked ? State.CHUNK_SIZE : remaining > 0 ? State.BODY : State.HEAD;
        return head.text();
    }

    /// @param length received bytes of the head
    private void checkLength(int length) {
        int line = indexOf("\n", 0);
        if ((line < 0 ? length : line) > MAX_LINE) {
            throw RequestHead.refusal(
                    Status.REQUEST_URI_TOO_LONG_414, "the address of a request is too long");
        }
        if (line >= 0 && length - line > MAX_HEADERS) {
            throw RequestHead.refusal(
                    HEADERS_TOO_LARGE,
                    "the headers of a request have at most " + MAX_HEADERS + " bytes");
        }
    }

    /// Some clients send an empty line after a body (RFC 9112, section 2.2).
    private void skipEmptyLine() {
        while (unread.length >= 2 && unread[0] == '\r' && unread[1] == '\n') {
            unread = Arrays.copyOfRange(unread, 2, unread.length);
        }
    }

    /// Checked before the headers are complete: input that is not HTTP may never end.
    private void checkFirstLine() {
        int end = lineSeen ? -1 : indexOf("\n", 0);
        if (end < 0) {
            return;
        }
        lineSeen = true;
        if (end == 0 || unread[end - 1] != '\r') {
            throw RequestHead.bad("a line ends with CR and LF");
        }
        RequestHead.RequestLine.parse(new String(unread, 0, end - 1, ISO_8859_1)).requireSpoken();
    }

    private byte[] body() {
        byte[] piece = pass(remaining);
        remaining -= piece.length;
        if (remaining == 0) {
            state = chunked ? State.CHUNK_END : State.HEAD;
        }
        return piece;
    }

    private byte[] chunkSize() {
        String size = readLine().split(";", 2)[0].strip();
        if (!size.matches("[0-9A-Fa-f]{1,7}")) {
            throw RequestHead.bad("the size of a chunk is a hexadecimal number");
        }
        remaining = Integer.parseInt(size, 16);
        state = remaining == 0 ? State.TRAILERS : State.BODY;
        return (size + "\r\n").getBytes(ISO_8859_1);
    }

    private byte[] chunkEnd() {
        if (!readLine().isEmpty()) {
            throw RequestHead.bad("a chunk is longer than it says");
        }
        state = State.CHUNK_SIZE;
        return "\r\n".getBytes(ISO_8859_1);
    }

    /// Trailers are ignored.
    private byte[] trailers() {
        int lines = 0;
        while (!readLine().isEmpty()) {
            if (++lines > 100) {
                throw RequestHead.bad("too many trailers");
            }
        }
        state = State.HEAD;
        return "\r\n".getBytes(ISO_8859_1);
    }

    private byte[] pass(long max) {
        if (unread.length == 0) {
            readMore();
        }
        int length = (int) Math.min(max, unread.length);
        byte[] piece = Arrays.copyOf(unread, length);
        unread =
                length == unread.length
                        ? NOTHING
                        : Arrays.copyOfRange(unread, length, unread.length);
        return piece;
    }

    private String readLine() {
        int from = 0;
        while (true) {
            int end = indexOf("\r\n", from);
            if (end >= 0) {
                return take(end + 2, end);
            }
            if (unread.length > MAX_CHUNK_LINE) {
                throw RequestHead.bad("a line between two chunks is too long");
            }
            from = Math.max(0, unread.length - 1);
            readMore();
        }
    }

    /// @param length how much of the unread is taken
    /// @param used how much of that is returned
    private String take(int length, int used) {
        String text = new String(unread, 0, used, ISO_8859_1);
        unread =
                length == unread.length
                        ? NOTHING
                        : Arrays.copyOfRange(unread, length, unread.length);
        return text;
    }

    private void readMore() {
        byte[] more = socket.get();
        if (more == null) {
            throw new CloseConnectionException("the client has closed the connection");
        }
        if (unread.length == 0) {
            unread = more;
        } else {
            int begun = unread.length;
            unread = Arrays.copyOf(unread, begun + more.length);
            System.arraycopy(more, 0, unread, begun, more.length);
        }
    }

    private int indexOf(String searched, int from) {
        for (int i = from; i + searched.length() <= unread.length; i++) {
            int matched = 0;
            while (matched < searched.length() && unread[i + matched] == searched.charAt(matched)) {
                matched++;
            }
            if (matched == searched.length()) {
                return i;
            }
        }
        return -1;
    }
}
