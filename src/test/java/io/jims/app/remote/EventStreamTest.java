package io.jims.app.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamTest {
    private static final int MAX_BYTES = 100;

    /// Streams, and `type|data` of their events.
    static Stream<Arguments> streams() {
        return Stream.of(
                gives("data: a\n\n", "message|a"),
                gives("data: a\r\n\r\n", "message|a"),
                gives(
                        "data: a\r\rdata: b\r\n\ndata: c\n\r\n",
                        "message|a",
                        "message|b",
                        "message|c"),
                gives("event: status\ndata: {}\n\n", "status|{}"),
                gives("data:a\ndata:  b\ndata\ndata:\n\n", "message|a\n b\n\n"),
                gives("event: x\n\ndata: a\n\n", "message|a"),
                gives("event: x\ndata: a\n\ndata: b\n\n", "x|a", "message|b"),
                gives("event: x\nevent\ndata: a\n\n", "message|a"),
                gives(": comment\n\n:\n\ndata: a\n: b\n\n", "message|a"),
                gives("id: 1\nretry: 5\nother: x\ndata: a\n\n", "message|a"),
                gives("Data: a\n data: b\ndata : c\n\n"),
                gives("data: a: b:\n\n", "message|a: b:"),
                gives(
                        "\uFEFFdata: a\n\n\uFEFFdata: b\n\ndata: \uFEFF\n\n",
                        "message|a",
                        "message|\uFEFF"),
                gives("\uFEFF\uFEFFdata: a\n\n"),
                gives("data: ü😀\u2028\u0085\u000B\n\n", "message|ü😀\u2028\u0085\u000B"),
                gives("data: a\n\ndata: cut off\n", "message|a"),
                gives("data: a\n\ndata: b", "message|a"),
                gives("\n\n\n"),
                gives(""));
    }

    private static Arguments gives(String stream, String... events) {
        return Arguments.of(stream, List.of(events));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void stream_givesItsEvents_howeverItIsCut(String stream, List<String> events)
            throws IOException {
        byte[] bytes = stream.getBytes(UTF_8);

        assertThat(read(new ByteArrayInputStream(bytes))).isEqualTo(events);
        assertThat(read(new ByteByByte(bytes))).isEqualTo(events);
    }

    @Test
    void malformedUtf8_becomesReplacementCharacters() throws IOException {
        byte[] bytes = {'d', 'a', 't', 'a', ':', (byte) 0xC3, '(', (byte) 0xFF, '\n', '\n'};

        assertThat(read(new ByteArrayInputStream(bytes))).containsExactly("message|\uFFFD(\uFFFD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: a\r\r", "data: a\n\n", "data: a\r\n\r"})
    void event_isGivenAtItsEnd_withoutWaitingForMore(String stream) throws IOException {
        InputStream silent =
                new InputStream() {
                    @Override
                    public int read() {
                        throw new AssertionError("waits for more");
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) {
                        return read();
                    }
                };
        EventStream events =
                new EventStream(
                        new SequenceInputStream(new ByteByByte(stream.getBytes(UTF_8)), silent),
                        MAX_BYTES);

        assertThat(events.next()).contains(new ServerSentEvent("message", "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: %s", "data\n%s", ":%s", "data: a\n:\n%s", "%s:\n\n"})
    void eventThatIsTooLong_isRefused_beforeItsEnd(String format) {
        String endless = format.formatted("x".repeat(MAX_BYTES + 1));

        assertThatThrownBy(() -> read(new ByteArrayInputStream(endless.getBytes(UTF_8))))
                .isInstanceOf(EventStream.TooLongException.class);
    }

    @Test
    void bound_isForEachEvent() throws IOException {
        String longest = "data: " + "x".repeat(MAX_BYTES - 6) + "\n\n";

        assertThat(read(new ByteArrayInputStream(longest.repeat(3).getBytes(UTF_8)))).hasSize(3);
    }

    private static List<String> read(InputStream in) throws IOException {
        EventStream stream = new EventStream(in, MAX_BYTES);
        List<String> events = new ArrayList<>();
        for (Optional<ServerSentEvent> next = stream.next();
                next.isPresent();
                next = stream.next()) {
            events.add(next.get().type() + "|" + next.get().data());
        }
        return events;
    }

    /// Gives one byte a read.
    private static final class ByteByByte extends ByteArrayInputStream {
        ByteByByte(byte[] bytes) {
            super(bytes);
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1));
        }
    }
}
