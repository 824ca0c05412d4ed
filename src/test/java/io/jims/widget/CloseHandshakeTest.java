package io.jims.widget;

import static io.jims.testing.RawSocket.CLOSE;
import static io.jims.testing.RawSocket.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.RawSocket;
import io.jims.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 6455, sections 5.5.1 and 7.
class CloseHandshakeTest {
    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 4999})
    void validCode_isEchoed_thenTheConnectionEnds(int code) throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.sendClose(code);

            assertThat(socket.readClose()).isEqualTo(code);
            assertThat(socket.isAtEnd()).isTrue();
            server.awaitNoSockets();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535})
    void invalidCode_isAProtocolError(int code) throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.sendClose(code);

            assertThat(socket.readClose()).isEqualTo(1002);
        }
    }

    @ParameterizedTest
    @CsvSource({"03, 1002", "03e8ff, 1007", "03e8eda080, 1007", "03e8c3, 1007"})
    void malformedPayload_isAnError(String payload, int code) throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.frame(true, CLOSE, HexFormat.of().parseHex(payload));

            assertThat(socket.readClose()).isEqualTo(code);
        }
    }

    @Test
    void closeWithReason_isEchoed() throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            ByteArrayOutputStream payload = new ByteArrayOutputStream();
            payload.writeBytes(new byte[] {0x03, (byte) 0xE8});
            payload.writeBytes("é".repeat(61).getBytes(UTF_8));
            socket.frame(true, CLOSE, payload.toByteArray());

            assertThat(socket.readClose()).isEqualTo(1000);
            assertThat(socket.isAtEnd()).isTrue();
        }
    }

    @Test
    void closeWithoutCode_isAnswered() throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.frame(true, CLOSE, new byte[0]);

            assertThat(socket.readClose()).isEqualTo(1000);
            assertThat(socket.isAtEnd()).isTrue();
        }
    }

    @Test
    void dataAfterClose_isIgnored() throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            ByteArrayOutputStream segment = new ByteArrayOutputStream();
            segment.writeBytes(RawSocket.maskedFrame(true, CLOSE, new byte[] {0x03, (byte) 0xE8}));
            segment.writeBytes(RawSocket.maskedFrame(true, TEXT, "Hello".getBytes(UTF_8)));
            socket.write(segment.toByteArray());

            assertThat(socket.readClose()).isEqualTo(1000);
            assertThat(socket.isAtEnd()).isTrue();
            server.awaitNoSockets();
            assertThat(server.store().threads()).isEmpty();
        }
    }

    /// Frames that are refused, each at another place of its header or payload.
    @ParameterizedTest
    @CsvSource({
        "c1 80 00000000, 1002",
        "83 80 00000000, 1002",
        "01 03 414141, 1002",
        "09 80 00000000, 1002",
        "82 81 00000000 41, 1003",
        "81 82 00000000 c3c3, 1007",
        "81 ff 0000000000020000, 1009"
    })
    void refusedFrame_onceTheClientAnswers_endsTheConnectionAtOnce(String frame, int code)
            throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.open(server.port(), "");
                RawSocket silent = RawSocket.open(server.port(), "")) {
            byte[] refused = HexFormat.of().parseHex(frame.replace(" ", ""));
            socket.write(refused);
            assertThat(socket.readClose()).isEqualTo(code);
            silent.write(refused);
            assertThat(silent.readClose()).isEqualTo(code);

            if (code == 1009) {
                socket.write(new byte[4 + 0x20000]);
            }
            socket.sendClose(code);

            assertThat(socket.isAtEnd()).isTrue();
            server.awaitSockets(1); // the other client is still waited for
            silent.sendClose(code);
        }
    }

    @Test
    void invalidText_isRefusedBeforeItsMessageEnds() throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket fragments = RawSocket.open(server.port(), "");
                RawSocket chops = RawSocket.open(server.port(), "")) {
            fragments.frame(false, RawSocket.TEXT, "\u03BA".getBytes(UTF_8));
            fragments.frame(false, RawSocket.CONTINUATION, HexFormat.of().parseHex("f4908080"));
            byte[] frame =
                    RawSocket.maskedFrame(
                            true,
                            TEXT,
                            HexFormat.of().parseHex("ceba f4908080 6564".replace(" ", "")));
            chops.write(Arrays.copyOf(frame, frame.length - 4));

            assertThat(fragments.readClose()).isEqualTo(1007);
            assertThat(chops.readClose()).isEqualTo(1007);
        }
    }
}
