package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.Await;
import io.jims.testing.RawSocket;
import io.jims.testing.TestLimits;
import io.jims.testing.TestQuotas;
import io.jims.testing.TestServer;
import java.io.IOException;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class AddressSocketsTest {
    @Test
    void socketBeyondThoseOfAnAddress_gets503_othersAreLetIn() throws Exception {
        try (TestServer server = server();
                RawSocket first = RawSocket.open(server.port(), "");
                RawSocket second = RawSocket.openJims(server.port())) {
            RawSocket.HttpAnswer answer = handshake(server.port());
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.head()).containsIgnoringCase("\r\nretry-after: 10\r\n");
            assertThat(answer.body()).contains("too many open connections from your network");

            try (RawSocket other = RawSocket.openFrom("127.0.0.2", server.port(), "")) {
                other.text("Hello");
                assertThat(other.readText()).isEqualTo("{\"text\":\"Echo: Hello\"}");
            }
            first.text("Still here");
            assertThat(first.readText()).isEqualTo("{\"text\":\"Echo: Still here\"}");
            second.finish();
            Await.until("a free place", () -> handshake(server.port()).status() == 101);
        }
    }

    @Test
    void placesOfAnAddress_areFreeAgain_whenTheServerAsAWholeWasFull() throws Exception {
        try (TestServer server = TestServer.echo(TestLimits.sockets(1));
                RawSocket only = RawSocket.open(server.port(), "")) {
            RawSocket.HttpAnswer answer = handshake(server.port());

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.head()).containsIgnoringCase("\r\nretry-after: 5\r\n");
            only.finish();
            Await.until("a free place", () -> handshake(server.port()).status() == 101);
        }
    }

    private static RawSocket.HttpAnswer handshake(int port) throws IOException {
        try (RawSocket socket = RawSocket.tcp(port, 0)) {
            return socket.exchange(RawSocket.handshakeRequest("/ws/chat"));
        }
    }

    private static TestServer server() {
        return TestServer.withQuotas(
                TestQuotas.socketsPerAddress(2), 256, TestServer::echo, InstantSource.system());
    }
}
