package io.jims.docs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.Await;
import io.jims.testing.RawSocket;
import io.jims.testing.RealProxies;
import io.jims.testing.ServerProcess;
import io.jims.testing.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Balancers that pass TCP on and say in front of it who the client is (`--proxy-protocol`).
class ProxyProtocolTest {
    private static final String REQUEST = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String CLIENT = "192.0.2.7";
    private static final byte[] VERSION_1 =
            ("PROXY TCP4 " + CLIENT + " 198.51.100.1 5555 443\r\n").getBytes(ISO_8859_1);
    private static final byte[] VERSION_2 =
            HexFormat.of()
                    .parseHex("0d0a0d0a000d0a515549540a" + "2111000cc0000207c633640115b301bb");

    /// Whom HAProxy sees.
    private static final String NEIGHBOUR = "127.0.0.2";

    @TempDir private Path directory;
    private TestCertificate certificate;
    private SSLContext trusting;

    @BeforeEach
    void certify() throws Exception {
        certificate = TestCertificate.make("EC", directory);
        certificate.writeTo(directory);
        trusting = TestCertificate.trusting(List.of(certificate));
    }

    @Test
    void header_ofBothVersions_namesTheClient() throws Exception {
        try (ServerProcess server = start()) {
            for (byte[] header : List.of(VERSION_1, VERSION_2)) {
                try (RawSocket balancer = RawSocket.tcp(server.port(), 0)) {
                    balancer.write(header);
                    assertThat(balancer.exchange(REQUEST).status()).isEqualTo(200);
                }
            }
            try (RawSocket stranger = RawSocket.tcp(server.port(), 0)) {
                stranger.write("P".getBytes(ISO_8859_1));
                stranger.finish();
                assertThat(stranger.isAtEnd()).isTrue();
            }
            assertThat(isServed(server.port(), false)).isFalse();
            awaitRequests(server, CLIENT, 2);
        }
    }

    @Test
    void header_inFrontOfTls_ofBothVersions_namesTheClient() throws Exception {
        try (ServerProcess server = start("--tls-cert=cert.pem", "--tls-key=key.pem")) {
            for (byte[] header : List.of(VERSION_1, VERSION_2)) {
                try (RawSocket balancer = RawSocket.tls(server.port(), trusting, header)) {
                    assertThat(balancer.exchange(REQUEST).status()).isEqualTo(200);
                }
            }
            awaitRequests(server, CLIENT, 2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "send-proxy, false",
        "send-proxy, true",
        "send-proxy-v2, false",
        "send-proxy-v2, true"
    })
    void haproxy_passesOnTheClient_itsChat_andFindsTheServerUp(String option, boolean isTls)
            throws Exception {
        String[] flags =
                isTls ? new String[] {"--tls-cert=cert.pem", "--tls-key=key.pem"} : new String[] {};
        try (ServerProcess server = start(flags);
                RealProxies proxies = new RealProxies(directory, server.port())) {
            proxies.haproxy(
                    proxies.haproxyConfiguration()
                            .replace("mode http", "mode tcp")
                            .replace("    option forwardfor\n", "")
                            .replace(
                                    " check",
                                    " "
                                            + option
                                            + " check check-send-proxy"
                                            + (isTls ? " check-ssl verify none" : "")));
            Await.until(
                    "the proxy is there",
                    Duration.ofSeconds(30),
                    () -> isServed(proxies.port(), isTls));

            try (RawSocket visitor = connect(proxies.port(), isTls)) {
                assertThat(visitor.request(RawSocket.handshakeRequest("/ws/chat")))
                        .startsWith("HTTP/1.1 101 ");
                visitor.text("hello");
                assertThat(visitor.readText()).isEqualTo("{\"text\":\"Echo: hello\"}");
            }
            Await.until(
                    "its check has passed, more than once",
                    Duration.ofSeconds(30),
                    () -> requests(server, "127.0.0.1") > 2);
            Await.until(
                    "the visitor is known",
                    () -> server.logged().contains(NEIGHBOUR + " GET /ws/chat 101"));
        }
    }

    private ServerProcess start(String... flags) throws Exception {
        List<String> all = new ArrayList<>(List.of(flags));
        all.addAll(List.of("--proxy-protocol", "--access-log"));
        return ServerProcess.start(directory, all.toArray(String[]::new));
    }

    private RawSocket connect(int port, boolean isTls) throws IOException {
        return isTls
                ? RawSocket.tlsFrom(NEIGHBOUR, port, trusting)
                : RawSocket.tcpFrom(NEIGHBOUR, port);
    }

    private boolean isServed(int port, boolean isTls) {
        try (RawSocket browser = connect(port, isTls)) {
            return browser.exchange(REQUEST).status() == 200;
        } catch (IOException e) { // not started yet
            return false;
        }
    }

    private static void awaitRequests(ServerProcess server, String client, int count)
            throws Exception {
        Await.until(count + " requests of " + client, () -> requests(server, client) == count);
    }

    private static long requests(ServerProcess server, String client) throws IOException {
        return server.logged()
                .lines()
                .filter(line -> line.contains(" " + client + " GET /healthz 200"))
                .count();
    }
}
