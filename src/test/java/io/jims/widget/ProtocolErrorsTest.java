package io.jims.widget;

import static io.jims.testing.RawSocket.BINARY;
import static io.jims.testing.RawSocket.CONTINUATION;
import static io.jims.testing.RawSocket.PING;
import static io.jims.testing.RawSocket.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.RawSocket;
import io.jims.testing.TestServer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 6455, sections 5 and 8.1: each violation is answered with its close code.
class ProtocolErrorsTest {
    private static final int PROTOCOL_ERROR = 1002;
    private static final int UNSUPPORTED_DATA = 1003;
    private static final int INVALID_TEXT = 1007;
    private static final byte[] HELLO = "Hello".getBytes(UTF_8);

    @Test
    void unmaskedFrame() throws Exception {
        assertClosed(PROTOCOL_ERROR, socket -> socket.write(new byte[] {(byte) 0x81, 1, 'x'}));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x40, 0x20, 0x10, 0x70})
    void reservedBits(int bits) throws Exception {
        assertClosed(PROTOCOL_ERROR, socket -> socket.frame(true, bits | TEXT, HELLO));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x3, 0x4, 0x5, 0x6, 0x7, 0xB, 0xC, 0xD, 0xE, 0xF})
    void unknownOpcode(int opCode) throws Exception {
        assertClosed(PROTOCOL_ERROR, socket -> socket.frame(true, opCode, HELLO));
    }

    @Test
    void binaryMessage() throws Exception {
        assertClosed(UNSUPPORTED_DATA, socket -> socket.frame(true, BINARY, HELLO));
    }

    @Test
    void continuationWithoutStart() throws Exception {
        assertClosed(PROTOCOL_ERROR, socket -> socket.frame(true, CONTINUATION, HELLO));
    }

    @Test
    void continuationAfterTheEnd() throws Exception {
        assertClosed(
                PROTOCOL_ERROR,
                socket -> {
                    socket.frame(false, TEXT, " ".getBytes(UTF_8));
                    socket.frame(true, CONTINUATION, " ".getBytes(UTF_8));
                    assertThat(socket.readText()).contains("Empty message");
                    socket.frame(true, CONTINUATION, HELLO);
                });
    }

    @Test
    void newMessageInsideAFragmentedOne() throws Exception {
        assertClosed(
                PROTOCOL_ERROR,
                socket -> {
                    socket.frame(false, TEXT, HELLO);
                    socket.frame(true, TEXT, HELLO);
                });
    }

    @Test
    void tooLongPing() throws Exception {
        assertClosed(PROTOCOL_ERROR, socket -> socket.frame(true, PING, new byte[126]));
    }

    @Test
    void fragmentedPing() throws Exception {
        assertClosed(PROTOCOL_ERROR, socket -> socket.frame(false, PING, HELLO));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ff", // never in UTF-8
                "80", // the end of a character without its beginning
                "c3", // the beginning without the end
                "c0af", // overlong
                "e080af",
                "f08080af",
                "eda080", // half of a surrogate pair
                "edbfbf",
                "eda080edb080", // both halves
                "f4908080", // beyond Unicode
                "48656c6c6fe282"
            })
    void invalidText(String hex) throws Exception {
        byte[] text = HexFormat.of().parseHex(hex);
        assertClosed(INVALID_TEXT, socket -> socket.frame(true, TEXT, text));
        assertClosed(
                INVALID_TEXT,
                socket -> {
                    socket.frame(false, TEXT, HELLO);
                    for (byte b : text) {
                        socket.frame(false, CONTINUATION, new byte[] {b});
                    }
                    socket.frame(true, CONTINUATION, new byte[0]);
                });
    }

    @Test
    void httpInsteadOfFrames() throws Exception {
        assertClosed(
                PROTOCOL_ERROR,
                socket ->
                        socket.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8)));
    }

    private static void assertClosed(int code, Misbehaviour misbehaviour) throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            misbehaviour.in(socket);

            assertThat(socket.readClose()).isEqualTo(code);
            socket.finish();
            assertThat(socket.isAtEnd()).isTrue();
            server.awaitNoSockets();
            assertThat(server.store().threads()).isEmpty();
        }
    }

    @FunctionalInterface
    private interface Misbehaviour {
        void in(RawSocket socket) throws Exception;
    }
}
