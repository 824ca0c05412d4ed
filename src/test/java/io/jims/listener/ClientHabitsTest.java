package io.jims.listener;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.operator.TestOperator;
import io.jims.telemetry.Telemetry;
import io.jims.testing.CapturedLog;
import io.jims.testing.RawSocket;
import io.jims.testing.RawSocket.HttpAnswer;
import io.jims.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// HTTP as proxies, probes and browsers send it, on every port.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("StringConcatToTextBlock") // requests with the line ends of HTTP
class ClientHabitsTest {
    private TestServer server;
    private Telemetry telemetry;
    private TestOperator operator;

    enum Port {
        PUBLIC,
        METRICS,
        OPERATOR
    }

    @BeforeAll
    void start(@TempDir Path directory) {
        server = TestServer.echo();
        telemetry = Telemetry.start("127.0.0.1", 0, List.of());
        operator = TestOperator.start(directory);
    }

    @AfterAll
    void stop() {
        server.close();
        telemetry.stop();
        operator.close();
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC, /healthz, 200",
        "PUBLIC, /, 200",
        "METRICS, /metrics, 200",
        "METRICS, /health/live, 200",
        "OPERATOR, /, 401"
    })
    void http10_isAnsweredWhole_andClosed(Port port, String path, int status) throws Exception {
        try (RawSocket probe = connect(port)) {
            HttpAnswer answer = probe.exchange("GET " + path + " HTTP/1.0\r\n\r\n");

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.head())
                    .containsIgnoringCase("connection: close")
                    .doesNotContainIgnoringCase("transfer-encoding");
            assertThat(probe.isAtEnd()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"HTTP/1.2, 401", "HTTP/2.0, 505", "HTTP/3.0, 505", "HTTP/1, 400", "HTTQ/1.1, 400"})
    void otherVersion_isSpokenLike11_orRefused(String version, int status) throws Exception {
        for (Port port : Port.values()) {
            try (RawSocket client = connect(port)) {
                boolean isOpen = status == 401 && port != Port.OPERATOR; // it asks for a token
                assertThat(client.request("GET / " + version + "\r\nHost: localhost\r\n\r\n"))
                        .startsWith("HTTP/1.1 " + (isOpen ? 200 : status) + " ");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC, close",
        "PUBLIC, Close",
        "PUBLIC, 'foo, close'",
        "METRICS, close",
        "OPERATOR, close"
    })
    void connectionClose_isDone(Port port, String value) throws Exception {
        String request = "GET / HTTP/1.1\r\nHost: a\r\nConnection: " + value + "\r\n\r\n";
        try (RawSocket probe = connect(port)) {
            assertThat(probe.exchange(request + request).head())
                    .containsIgnoringCase("connection: close");
            assertThat(probe.isAtEnd()).isTrue();
        }
    }

    @Test
    void connectionClose_withABody_answersOnce() throws Exception {
        try (RawSocket client = connect(Port.PUBLIC)) {
            HttpAnswer answer =
                    client.exchange(
                            "POST /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                                    + "Content-Length: 18\r\n\r\nGET / HTTP/1.1\r\n\r\n");

            assertThat(answer.status()).isEqualTo(405);
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/healthz?contact_id=auth0|42",
                "/healthz?v=a^b&c={d}&utm[a]=1",
                "/healthz?a=\\b`c\"<d>",
                "/healthz?discount=100%",
                "/healthz?discount=5%2&b=%zz",
                "/healthz?name=Zo\u00EB",
                "http://chat.example/healthz?a=1"
            })
    void addressAsBrowsersSendIt_isUnderstood(String target) throws Exception {
        try (RawSocket browser = connect(Port.PUBLIC)) {
            assertThat(get(browser, target).status()).isEqualTo(200);
            assertThat(get(browser, "/healthz").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"5;name=value\r\nhello\r\n0\r\n\r\n", "5 \r\nhello\r\n0\r\nA: b\r\n\r\n"})
    void chunkExtensionsAndTrailers_arePassedOver(String body) throws Exception {
        try (RawSocket client = connect(Port.PUBLIC)) {
            HttpAnswer answer =
                    client.exchange(
                            "POST /healthz HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    + body);

            assertThat(answer.status()).isEqualTo(405);
            assertThat(get(client, "/healthz").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: a\r\n: empty\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nA b: c\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n",
                "G@T / HTTP/1.1\r\n",
                "GET\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"
            })
    void whatIsNoHttp_is400_andNotLogged(String request) throws Exception {
        for (Port port : Port.values()) {
            try (CapturedLog log = new CapturedLog("io");
                    RawSocket client = connect(port)) {
                HttpAnswer answer = client.exchange(request);

                assertThat(answer.status()).isEqualTo(400);
                assertThat(client.isAtEnd()).isTrue();
                assertThat(log.lines()).noneMatch(line -> line.startsWith("WARNING"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void requestThatEndsInItsHeader_isNotLogged(Port port) throws Exception {
        try (CapturedLog log = new CapturedLog("io")) {
            try (RawSocket client = connect(port)) {
                client.write("GET / HTTP/1.1\r\nHost: a\r\nX-Cut: ".getBytes(ISO_8859_1));
                client.finish();
                assertThat(client.isAtEnd()).isTrue();
            }
            assertThat(log.lines()).noneMatch(line -> line.startsWith("WARNING"));
        }
    }

    @Test
    void answersWithoutABody_haveNoLength() throws Exception {
        try (RawSocket browser = connect(Port.PUBLIC)) {
            String etag =
                    get(browser, "/")
                            .head()
                            .lines()
                            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("etag:"))
                            .findFirst()
                            .orElseThrow()
                            .substring("etag:".length());
            String known =
                    browser.request(
                            "GET / HTTP/1.1\r\nHost: a\r\nIf-None-Match:" + etag + "\r\n\r\n");
            String preflight =
                    browser.request(
                            "OPTIONS /healthz HTTP/1.1\r\nHost: a\r\nOrigin: https://b.example\r\n"
                                    + "Access-Control-Request-Method: GET\r\n\r\n");

            assertThat(known)
                    .startsWith("HTTP/1.1 304 ")
                    .doesNotContainIgnoringCase("content-length");
            assertThat(preflight)
                    .startsWith("HTTP/1.1 204 ")
                    .doesNotContainIgnoringCase("content-length");
            assertThat(get(browser, "/healthz").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket, h2c", "h2c,websocket", "webSocket", "WEBSOCKET"})
    void upgradeInAnySpelling_opensASocket(String value) throws Exception {
        try (RawSocket client = connect(Port.PUBLIC)) {
            assertThat(
                            client.request(
                                    RawSocket.handshakeRequest("/ws/chat?contact_id=auth0|42")
                                            .replace("Upgrade: websocket", "Upgrade: " + value)))
                    .startsWith("HTTP/1.1 101 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x,jims.v1", "x, jims.v1", "jims.v1,x", " x ,\tjims.v1"})
    void subprotocolList_withOrWithoutBlanks_findsOurs(String value) throws Exception {
        try (RawSocket client = connect(Port.PUBLIC)) {
            assertThat(
                            client.request(
                                    RawSocket.handshakeRequest("/ws/chat")
                                            .replace(
                                                    "Upgrade: ",
                                                    "Sec-WebSocket-Protocol: "
                                                            + value
                                                            + "\r\nUpgrade: ")))
                    .startsWith("HTTP/1.1 101 ")
                    .containsIgnoringCase("sec-websocket-protocol: jims.v1\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Upgrade: websocket", "Sec-WebSocket-Version: 13"})
    void upgradeThatIsRequired_isNamedInConnection(String missing) throws Exception {
        try (RawSocket client = connect(Port.PUBLIC)) {
            assertThat(
                            client.request(
                                    RawSocket.handshakeRequest("/ws/chat")
                                            .replace(missing, "X-Nothing: 1")))
                    .startsWith("HTTP/1.1 426 ")
                    .containsIgnoringCase("connection: upgrade");
        }
    }

    private RawSocket connect(Port port) throws Exception {
        return RawSocket.tcp(
                switch (port) {
                    case PUBLIC -> server.port();
                    case METRICS -> telemetry.port();
                    case OPERATOR -> operator.port();
                },
                0);
    }

    private static HttpAnswer get(RawSocket client, String target) throws Exception {
        return client.exchange("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
    }
}
