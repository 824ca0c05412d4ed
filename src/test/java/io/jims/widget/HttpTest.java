package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.RawSocket;
import io.jims.testing.RawSocket.HttpAnswer;
import io.jims.testing.TestServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a server as a whole answers over HTTP, where each byte matters; its routes alone are in
/// [io.jims.widget.http.RoutesTest].
class HttpTest {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.echo();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/", "/static/jims-widget.js"})
    void head_isGetWithoutBody(String path) throws Exception {
        HttpAnswer get = ask("GET", path);
        try (RawSocket socket = RawSocket.tcp(server.port(), 0)) {
            String head = socket.request(request("HEAD", path));

            assertThat(withoutDate(head)).isEqualTo(withoutDate(get.head()));
            assertThat(socket.exchange(request("GET", "/healthz")).body())
                    .as("the next answer on the same connection")
                    .isEqualTo("{\"status\":\"ok\"}");
        }
    }

    /// Helidon would serve them, were it let.
    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/observe/health"})
    void addressesOfOperators_areUnknown(String path) throws Exception {
        HttpAnswer answer = ask("GET", path);

        assertThat(answer.status()).isEqualTo(404);
        assertJsonError(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/static/../assets.txt",
                "/static/../../pom.xml",
                "/static/%2e%2e/static/assets.txt",
                "/static/..%2fstatic%2fassets.txt",
                "/static/%2e%2e%2fpom.xml",
                "/static/..\\pom.xml",
                "/static/..%5cpom.xml",
                "/static/%00",
                "/static/jims-widget.js%00",
                "/static/jims-widget.js%00.html",
                "/static/%2fetc%2fpasswd",
                "/static//etc/passwd",
                "/static/x/jims-widget.js",
                "/static/jims-widget.js/",
                "/static/jims-widget.js/..",
                "/static/JIMS-WIDGET.JS",
                "/static/jims-widget.js.gz",
                "/static/jims-widget.js.br",
                "/static/assets.txt",
                "/static/.",
                "/static/~root",
                "/static/%c0%ae%c0%ae/assets.txt",
                "/static/unknown.js",
                "/static/unknown\u0001.js"
            })
    void nothingButTheAssets_isServed(String path) throws Exception {
        HttpAnswer answer = ask("GET", path);

        assertThat(answer.status()).isIn(400, 404);
        assertJsonError(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rubbish\r\n\r\n",
                "GET\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nBad Header: 1\r\n\r\n"
            })
    void malformedRequest_isRefusedInJson(String request) throws Exception {
        try (RawSocket socket = RawSocket.tcp(server.port(), 0)) {
            HttpAnswer answer = socket.exchange(request);

            assertThat(answer.status()).isBetween(400, 505);
            assertJsonError(answer);
        }
    }

    @Test
    void addressThatIsNone_isRefused_carefully() throws Exception {
        assertCareful(ask("GET", "/a b"));
    }

    @Test
    void refusedHandshake_doesSo_too() throws Exception {
        try (RawSocket socket = RawSocket.tcp(server.port(), 0)) {
            assertCareful(socket.exchange(RawSocket.handshakeRequest("/ws/chat?contact_id=a%00")));
        }
    }

    static Stream<Arguments> longRequests() {
        String start = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n";
        return Stream.of(
                Arguments.of("line", "GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                Arguments.of("header", start + "X: " + "x".repeat(17_000) + "\r\n\r\n"),
                Arguments.of("headers", start + "X: x\r\n".repeat(4_000) + "\r\n"),
                Arguments.of("body", start + "Content-Length: 65537\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("longRequests")
    void tooLongARequest_isRefused(String what, String request) throws Exception {
        try (RawSocket socket = RawSocket.tcp(server.port(), 0)) {
            assertThat(socket.exchange(request).status()).isBetween(400, 431);
        }
    }

    private static void assertCareful(HttpAnswer answer) {
        assertThat(answer.head())
                .containsIgnoringCase("\r\nx-content-type-options: nosniff\r\n")
                .containsIgnoringCase("\r\nreferrer-policy: no-referrer\r\n");
    }

    private static HttpAnswer ask(String method, String path) throws Exception {
        try (RawSocket socket = RawSocket.tcp(server.port(), 0)) {
            return socket.exchange(request(method, path));
        }
    }

    private static String request(String method, String path) {
        return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    private static void assertJsonError(HttpAnswer answer) {
        assertThat(answer.head()).containsIgnoringCase("\r\ncontent-type: application/json\r\n");
        assertThat(answer.body()).startsWith("{\"error\":\"").endsWith("\"}");
    }

    private static String withoutDate(String head) {
        return head.replaceFirst("(?i)\r\ndate: [^\r]*", "");
    }
}
