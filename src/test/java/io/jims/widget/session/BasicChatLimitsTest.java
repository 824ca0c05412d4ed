package io.jims.widget.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.HeldPipeline;
import io.jims.testing.RawSocket;
import io.jims.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BasicChatLimitsTest {
    private static final String TWO_CHARS_ONE_CHARACTER = "\uD83D\uDE00";

    @Test
    void longestMessage_isCountedInCharacters() throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            String longest = TWO_CHARS_ONE_CHARACTER.repeat(8_000);
            socket.text("  " + longest + "  ");

            assertThat(socket.readText()).isEqualTo("{\"text\":\"Echo: " + longest + "\"}");
        }
    }

    @Test
    void tooLongMessage_isRefusedInPlainWords_andNotStored() throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.text(TWO_CHARS_ONE_CHARACTER.repeat(8_001));

            assertThat(socket.readText())
                    .isEqualTo(
                            "{\"error\":\"The message has 8001 characters; at most 8000 are"
                                    + " allowed.\"}");
            assertThat(server.store().threads()).isEmpty();

            socket.text("short");
            assertThat(socket.readText()).isEqualTo("{\"text\":\"Echo: short\"}");
        }
    }

    @Test
    void ninthWaitingMessage_isRefused_othersAreAnsweredInOrder() throws Exception {
        HeldPipeline pipeline = new HeldPipeline();
        try (TestServer server = TestServer.of(pipeline);
                RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.text("0");
            assertThat(pipeline.awaitBegun()).isEqualTo("0");
            for (int i = 1; i <= 9; i++) {
                socket.text(Integer.toString(i));
            }
            assertThat(socket.readText())
                    .startsWith("{\"error\":\"Too many messages are waiting (at most 8)");

            pipeline.release(9);

            List<String> answers = new ArrayList<>();
            for (int i = 0; i <= 8; i++) {
                answers.add(socket.readText());
            }
            assertThat(answers)
                    .isEqualTo(
                            IntStream.rangeClosed(0, 8)
                                    .mapToObj(i -> "{\"text\":\"Echo: " + i + "\"}")
                                    .toList());
        }
    }
}
