package io.jims.widget;

import static io.jims.testing.RawSocket.CONTINUATION;
import static io.jims.testing.RawSocket.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.RawSocket;
import io.jims.testing.TestLimits;
import io.jims.testing.TestServer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameLengthsTest {
    private static final int MAX_FRAME = 64 * 1024;
    private static final int TOO_BIG = 1009;

    @ParameterizedTest
    @ValueSource(ints = {1, 125, 126, 127, 65_535, 65_536})
    void lengthsOfTheClientsFrames(int length) throws Exception {
        try (TestServer server =
                        TestServer.of(
                                context ->
                                        context.sendMessage(
                                                Integer.toString(
                                                        context.lastUserMessage()
                                                                .orElseThrow()
                                                                .length())),
                                TestLimits.messageCharacters(MAX_FRAME));
                RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.text("x".repeat(length));

            assertThat(socket.readText()).isEqualTo("{\"text\":\"" + length + "\"}");
        }
    }

    @Test
    void emptyTextFrame_isAnEmptyMessage() throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.text("");

            assertThat(socket.readText()).isEqualTo("{\"error\":\"Empty message\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {125, 126, 127, 65_535, 65_536, 1_000_000})
    void lengthsOfOurFrames(int length) throws Exception {
        String text = "x".repeat(length - "{\"text\":\"\"}".length());
        try (TestServer server = TestServer.of(context -> context.sendMessage(text));
                RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.text("Hello");

            assertThat(socket.readText()).hasSize(length).isEqualTo("{\"text\":\"" + text + "\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "81ff0000000000010001", // one more than allowed
                "81ff0000000100000000",
                "81ff7fffffffffffffff",
                "81ff8000000000000000", // negative, were it signed
                "81ffffffffffffffffff",
                "89ffffffffffffffffff"
            })
    void tooLongFrame_isRefusedByItsHeader(String header) throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.write(HexFormat.of().parseHex(header));

            assertThat(socket.readClose()).isEqualTo(TOO_BIG);
            socket.finish();
            assertThat(socket.isAtEnd()).isTrue();
        }
    }

    @Test
    void tooLongMessage_isRefused_whenItsFragmentsAre() throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            byte[] half = "x".repeat(MAX_FRAME / 2).getBytes(UTF_8);
            socket.frame(false, TEXT, half);
            socket.frame(false, CONTINUATION, half);
            socket.frame(false, CONTINUATION, new byte[] {'x'});

            assertThat(socket.readClose()).isEqualTo(TOO_BIG);
        }
    }

    @Test
    void closeFrame_reachesAClientThatIsStillUploading() throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.write(RawSocket.header(0x81, 0x80, 100 * MAX_FRAME));
            byte[] piece = new byte[MAX_FRAME];
            for (int i = 0; i < 100; i++) {
                socket.write(piece);
            }

            assertThat(socket.readClose()).isEqualTo(TOO_BIG);
            socket.finish();
            assertThat(socket.isAtEnd()).isTrue();
            server.awaitNoSockets();
        }
    }
}
