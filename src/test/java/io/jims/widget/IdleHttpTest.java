package io.jims.widget;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.Await;
import io.jims.testing.RawSocket;
import io.jims.testing.TestLimits;
import io.jims.testing.TestServer;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdleHttpTest {
    @Test
    void idleConnection_endsWithoutAWord() throws Exception {
        try (TestServer impatient =
                        TestServer.echo(TestLimits.pingInterval(Duration.ofMillis(200)));
                RawSocket fresh = RawSocket.tcp(impatient.port(), 0);
                RawSocket used = RawSocket.tcp(impatient.port(), 0)) {
            assertThat(used.exchange("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").status())
                    .isEqualTo(200);

            assertThat(fresh.isAtEnd()).isTrue();
            assertThat(used.isAtEnd()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET",
                "GET / HTTP/1.1\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: 1",
                "POST /nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nx"
            })
    void unfinishedRequest_isCutOff(String beginning) throws Exception {
        try (TestServer impatient =
                        TestServer.echo(TestLimits.pingInterval(Duration.ofMillis(200)));
                RawSocket socket = RawSocket.tcp(impatient.port(), 0)) {
            socket.write(beginning.getBytes(ISO_8859_1));

            Await.until("the connection ended", () -> hasEnded(socket));
        }
    }

    private static boolean hasEnded(RawSocket socket) throws Exception {
        try {
            return socket.isAtEnd();
        } catch (SocketException e) {
            return true;
        }
    }
}
