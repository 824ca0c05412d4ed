package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.RawSocket;
import io.jims.testing.TestServer;
import org.junit.jupiter.api.Test;

class BasicChatTest {
    @Test
    void message_isAnswered() throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.text("{\"messages\":[{\"role\":\"user\",\"text\":\"Hello\"}]}");

            assertThat(socket.readText()).isEqualTo("{\"text\":\"Echo: Hello\"}");
            assertThat(server.contents()).containsExactly("Hello", "Echo: Hello");
        }
    }
}
