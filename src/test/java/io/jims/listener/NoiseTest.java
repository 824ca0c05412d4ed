package io.jims.listener;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.operator.TestOperator;
import io.jims.telemetry.Telemetry;
import io.jims.testing.CapturedLog;
import io.jims.testing.RawSocket;
import io.jims.testing.TestCertificate;
import io.jims.testing.TestServer;
import io.jims.widget.Limits;
import io.jims.widget.WidgetServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What strangers send to any open port, again and again: the log stays quiet.
@SuppressWarnings("StringConcatToTextBlock") // requests with the line ends of HTTP
class NoiseTest {
    private static final int TIMES = 5;

    @TempDir private Path directory;
    private WidgetServer secured;
    private TestServer server;
    private Telemetry telemetry;
    private TestOperator operator;

    @BeforeEach
    void start() throws Exception {
        TlsFiles files = TestCertificate.make("EC", directory).writeTo(directory);
        secured = TestServer.start(TestServer::echo, Limits.DEFAULT, files);
        server = TestServer.echo();
        telemetry = Telemetry.start("127.0.0.1", 0, List.of());
        operator = TestOperator.start(directory);
    }

    @AfterEach
    void stop() {
        secured.stop();
        server.close();
        telemetry.stop();
        operator.close();
    }

    @Test
    void noise_isNoLineOfTheLog_onAnyPort() throws Exception {
        try (CapturedLog log = new CapturedLog("io")) {
            int[] ports = {secured.port(), server.port(), telemetry.port(), operator.port()};
            for (int port : ports) {
                for (byte[] noise : noises()) {
                    for (int i = 0; i < TIMES; i++) {
                        send(port, noise);
                    }
                }
            }
            assertThat(log.lines())
                    .noneMatch(line -> line.startsWith("WARNING") || line.startsWith("SEVERE"));
        }
    }

    private static List<byte[]> noises() {
        Random random = new Random(15);
        byte[] garbage = new byte[100_000];
        random.nextBytes(garbage);
        byte[] hello = new byte[200]; // of TLS, with a body that makes no sense
        random.nextBytes(hello);
        System.arraycopy(
                new byte[] {0x16, 3, 1, 0, (byte) 195, 1, 0, 0, (byte) 191}, 0, hello, 0, 9);
        List<byte[]> noises = new ArrayList<>(List.of(new byte[0], garbage, hello));
        String upgrade = RawSocket.handshakeRequest("/ws/chat");
        for (String text :
                List.of(
                        "G@T / HTTP/1.1\r\n\r\n",
                        "GET / HTTP/1.1\r\nHost: a\r\nX-Cut: ",
                        "GET / HTTP/9.9\r\n\r\n",
                        "GET /%zz?%zz=%%% HTTP/1.1\r\nHost: a\r\n\r\n",
                        "GET /static/../../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n",
                        "GET /static/%00 HTTP/1.1\r\nHost: \u00FF\r\n\r\n",
                        "GET / HTTP/1.1\r\nHost: a\r\nRange: bytes=9-1\r\nIf-None-Match: ,,\r\n\r\n",
                        "GET / HTTP/1.1\r\nHost: a\r\nAccept: ;;;\r\nAccept-Encoding: ;q=x\r\n"
                                + "If-Modified-Since: x\r\nContent-Type: ///\r\nCookie: =\r\n\r\n",
                        "GET /metrics?scope=x&name=%zz HTTP/1.1\r\nHost: a\r\nAccept: x\r\n\r\n",
                        "GET /health/nothing HTTP/1.1\r\nHost: a\r\n\r\n",
                        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 70000\r\n\r\nabc",
                        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc",
                        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                        "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
                                + "Content-Length: 10\r\n\r\nabc",
                        "POST / HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\n"
                                + "Content-Length: 3\r\n\r\nabc",
                        "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
                        "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n",
                        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                        upgrade + "\u0081\u0001x",
                        upgrade + "\u00FF\u00FF\u00FF",
                        upgrade.replace("Sec-WebSocket-Key: ", "Sec-WebSocket-Key: x,"),
                        upgrade.replace("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: x"),
                        upgrade.replace("/ws/chat", "/ws/chat?thread_id=%zz&token=%zz"),
                        upgrade.replace("/ws/chat", "/nowhere"))) {
            noises.add(text.getBytes(ISO_8859_1));
        }
        return noises;
    }

    private static void send(int port, byte[] noise) throws IOException {
        try (RawSocket stranger = RawSocket.tcp(port, 0)) {
            stranger.write(noise);
            stranger.finish();
            boolean over = false;
            while (!over) { // until the server has seen all of it
                over = stranger.isAtEnd();
            }
        } catch (IOException e) { // cut while it was sending
            assertThat(e).isNotInstanceOf(java.net.SocketTimeoutException.class);
        }
    }
}
