package io.jims.widget;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.listener.CertificateReload;
import io.jims.listener.TlsFiles;
import io.jims.testing.Await;
import io.jims.testing.CapturedLog;
import io.jims.testing.RawSocket;
import io.jims.testing.TestCertificate;
import io.jims.testing.TestLimits;
import io.jims.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A server that speaks TLS itself.
class TlsTest {
    @TempDir private Path directory;
    private TestCertificate first;
    private TestCertificate second;
    private TlsFiles files;
    private SSLContext clients;
    private WidgetServer server;

    @BeforeEach
    void start() throws Exception {
        first = TestCertificate.make("RSA", directory);
        second = TestCertificate.make("EC", directory);
        files = first.writeTo(directory);
        clients = TestCertificate.trusting(List.of(first, second));
        server = start(Duration.ofSeconds(30));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void pages_andSockets_areServedOverTls() throws Exception {
        try (SSLSocket page = connect()) {
            page.getOutputStream()
                    .write("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
            assertThat(readLine(page)).isEqualTo("HTTP/1.1 200 OK");
        }
        try (SSLSocket chat = connect()) {
            assertThat(echo(chat, true)).contains("Echo: Hello");
        }
    }

    @Test
    void changedFiles_areUsed_andOpenSocketsStay() throws Exception {
        try (SSLSocket chat = connect()) {
            assertThat(echo(chat, true)).contains("Echo: Hello");
            second.writeTo(directory);
            Await.until(
                    "the other certificate is used",
                    () -> certificate().equals(second.certificate()));
            assertThat(echo(chat, false)).contains("Echo: Hello");
        }
    }

    @Test
    void changedFiles_thatMakeNoSense_changeNothing() throws Exception {
        try (CapturedLog log = new CapturedLog(CertificateReload.class)) {
            Files.writeString(files.certificate(), "garbage");
            log.await("WARNING the last certificate is used on: ");

            assertThat(certificate()).isEqualTo(first.certificate());
            second.writeTo(directory);
            Await.until(
                    "the other certificate is used",
                    () -> certificate().equals(second.certificate()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0016\u0003\u0001", "\u0016\u0003\u0001\u0002\u0000\u0001"})
    void handshakeThatIsNotEnded_isCutOff(String beginning) throws Exception {
        server.stop();
        server = start(Duration.ofMillis(500));
        try (RawSocket socket = RawSocket.tcp(server.port(), 0)) {
            socket.write(beginning.getBytes(US_ASCII));

            assertThat(socket.isAtEnd()).isTrue();
        }
    }

    @Test
    void silentVisitor_behindItsHandshake_isNotCutOffForIt() throws Exception {
        server.stop();
        server = start(Duration.ofMillis(500));
        try (SSLSocket chat = connect();
                RawSocket slow = RawSocket.tcp(server.port(), 0)) {
            assertThat(echo(chat, true)).contains("Echo: Hello");
            assertThat(slow.isAtEnd()).isTrue(); // by then the visitor would be gone, too
            assertThat(echo(chat, false)).contains("Echo: Hello");
        }
    }

    @Test
    void badFiles_areNamed() throws Exception {
        Path garbage = Files.writeString(directory.resolve("garbage.pem"), "garbage");
        Path otherKey = second.writeTo(Files.createDirectory(directory.resolve("b"))).key();

        assertBad(new TlsFiles(directory.resolve("missing.pem"), files.key()), "missing.pem is no");
        assertBad(new TlsFiles(files.certificate(), directory), "is no file that can be read");
        assertBad(new TlsFiles(garbage, files.key()), "garbage.pem");
        assertBad(new TlsFiles(files.certificate(), garbage), "garbage.pem");
        assertBad(new TlsFiles(files.certificate(), otherKey), "is not that of the certificate");
    }

    private static void assertBad(TlsFiles bad, String message) {
        assertThatThrownBy(bad::check)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    private WidgetServer start(Duration pingInterval) {
        return TestServer.start(TestServer::echo, TestLimits.pingInterval(pingInterval), files);
    }

    private Certificate certificate() throws IOException {
        try (SSLSocket socket = connect()) {
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    private SSLSocket connect() throws IOException {
        SSLSocket socket =
                (SSLSocket)
                        clients.getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(20_000);
        socket.startHandshake();
        return socket;
    }

    /// Says hello in the basic protocol: the head of the handshake's answer, if it is asked for,
    /// and the answer's frame.
    private static String echo(SSLSocket socket, boolean handshake) throws IOException {
        if (handshake) {
            socket.getOutputStream()
                    .write(RawSocket.handshakeRequest("/ws/chat").getBytes(US_ASCII));
            String line = readLine(socket);
            assertThat(line).startsWith("HTTP/1.1 101 ");
            while (!line.isEmpty()) {
                line = readLine(socket);
            }
        }
        socket.getOutputStream()
                .write(RawSocket.maskedFrame(true, RawSocket.TEXT, "Hello".getBytes(US_ASCII)));
        return readFrame(socket);
    }

    /// The text of the next frame that is no ping.
    private static String readFrame(SSLSocket socket) throws IOException {
        int opCode = socket.getInputStream().read() & 0x0F;
        byte[] payload = socket.getInputStream().readNBytes(socket.getInputStream().read());
        return opCode == RawSocket.TEXT ? new String(payload, US_ASCII) : readFrame(socket);
    }

    private static String readLine(SSLSocket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c != '\n';
                c = socket.getInputStream().read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
