package io.jims.widget;

import static io.jims.testing.RawSocket.CLOSE;
import static io.jims.testing.RawSocket.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.RawSocket;
import io.jims.testing.TestServer;
import java.io.ByteArrayOutputStream;
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
}
