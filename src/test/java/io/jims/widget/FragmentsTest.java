package io.jims.widget;

import static io.jims.testing.RawSocket.CONTINUATION;
import static io.jims.testing.RawSocket.PING;
import static io.jims.testing.RawSocket.PONG;
import static io.jims.testing.RawSocket.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.RawSocket;
import io.jims.testing.TestServer;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class FragmentsTest {
    private static final byte[] NOTHING = {};

    @Test
    void fragments_areOneMessage() throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.frame(false, TEXT, "one ".getBytes(UTF_8));
            socket.frame(false, CONTINUATION, "two ".getBytes(UTF_8));
            socket.frame(true, CONTINUATION, "three".getBytes(UTF_8));

            assertThat(socket.readText()).isEqualTo("{\"text\":\"Echo: one two three\"}");
        }
    }

    @Test
    void emptyFragments_areFragments() throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.frame(false, TEXT, NOTHING);
            socket.frame(false, CONTINUATION, NOTHING);
            socket.frame(false, CONTINUATION, "one".getBytes(UTF_8));
            socket.frame(true, CONTINUATION, NOTHING);

            assertThat(socket.readText()).isEqualTo("{\"text\":\"Echo: one\"}");
        }
    }

    @Test
    void character_maySplitBetweenFragments() throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            byte[] text = "é€\uD83D\uDE00".getBytes(UTF_8);
            for (int i = 0; i < text.length; i++) {
                socket.frame(
                        i == text.length - 1, i == 0 ? TEXT : CONTINUATION, new byte[] {text[i]});
            }

            assertThat(socket.readText()).isEqualTo("{\"text\":\"Echo: é€\uD83D\uDE00\"}");
        }
    }

    @Test
    void controlFramesBetweenFragments_areAnsweredAtOnce() throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.frame(false, TEXT, "one ".getBytes(UTF_8));
            socket.frame(true, PING, "here?".getBytes(UTF_8));
            RawSocket.Received pong = socket.read();
            assertThat(pong.opCode()).isEqualTo(PONG);
            assertThat(new String(pong.payload(), UTF_8)).isEqualTo("here?");
            socket.frame(true, PONG, NOTHING);
            socket.frame(true, CONTINUATION, "two".getBytes(UTF_8));

            assertThat(socket.readText()).isEqualTo("{\"text\":\"Echo: one two\"}");
        }
    }

    @Test
    void ping_isAnsweredWithItsPayload() throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            for (int length : new int[] {0, 1, 125}) {
                byte[] payload = "x".repeat(length).getBytes(UTF_8);
                socket.frame(true, PING, payload);

                RawSocket.Received pong = socket.read();
                assertThat(pong.opCode()).isEqualTo(PONG);
                assertThat(pong.last()).isTrue();
                assertThat(pong.payload()).isEqualTo(payload);
            }
        }
    }

    @Test
    void unsolicitedPong_isIgnored() throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.frame(true, PONG, "unasked".getBytes(UTF_8));
            socket.text("Hello");

            assertThat(socket.readText()).isEqualTo("{\"text\":\"Echo: Hello\"}");
        }
    }

    @Test
    void frame_mayComeByteByByte() throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            String text = "a longer text, with a header of four bytes. ".repeat(5);
            for (byte b : RawSocket.maskedFrame(true, TEXT, text.getBytes(UTF_8))) {
                socket.write(new byte[] {b});
            }

            assertThat(socket.readText()).isEqualTo("{\"text\":\"Echo: " + text.strip() + "\"}");
        }
    }

    @Test
    void manyFrames_mayComeInOneSegment() throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            ByteArrayOutputStream segment = new ByteArrayOutputStream();
            for (int i = 0; i < 8; i++) {
                byte[] text = Integer.toString(i).getBytes(UTF_8);
                segment.writeBytes(RawSocket.maskedFrame(true, TEXT, text));
            }
            socket.write(segment.toByteArray());

            for (int i = 0; i < 8; i++) {
                assertThat(socket.readText()).isEqualTo("{\"text\":\"Echo: " + i + "\"}");
            }
        }
    }
}
