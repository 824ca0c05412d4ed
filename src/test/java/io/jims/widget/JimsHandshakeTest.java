package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.RawSocket;
import io.jims.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JimsHandshakeTest {
    @Test
    void askedForAmongOthers_isChosen() throws Exception {
        assertThat(answerTo("Sec-WebSocket-Protocol: chat, jims.v1\r\n"))
                .contains("Sec-WebSocket-Protocol: jims.v1\r\n");
        assertThat(answerTo("Sec-WebSocket-Protocol: chat\r\nSec-WebSocket-Protocol: jims.v1\r\n"))
                .contains("Sec-WebSocket-Protocol: jims.v1\r\n");
    }

    @Test
    void unknownOnesOrNone_areAnsweredWithoutOne() throws Exception {
        assertThat(answerTo("Sec-WebSocket-Protocol: chat, jims.v2, JIMS.V1\r\n"))
                .startsWith("HTTP/1.1 101 ")
                .doesNotContain("Sec-WebSocket-Protocol");
        assertThat(answerTo("")).doesNotContain("Sec-WebSocket-Protocol");
    }

    @Test
    void unknownOnes_getTheBasicProtocol() throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.tcp(server.port(), 0)) {
            socket.request(request("Sec-WebSocket-Protocol: chat\r\n"));
            socket.text("Hi");

            assertThat(socket.readText()).isEqualTo("{\"text\":\"Echo: Hi\"}");
        }
    }

    private static String answerTo(String header) throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.tcp(server.port(), 0)) {
            return socket.request(request(header));
        }
    }

    private static String request(String header) {
        return RawSocket.handshakeRequest("/ws/chat").replace("Upgrade: ", header + "Upgrade: ");
    }
}
