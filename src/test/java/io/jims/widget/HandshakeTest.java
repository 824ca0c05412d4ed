package io.jims.widget;

import static io.jims.testing.RawSocket.handshakeRequest;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.Await;
import io.jims.testing.RawSocket;
import io.jims.testing.RawSocket.HttpAnswer;
import io.jims.testing.TestLimits;
import io.jims.testing.TestServer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 6455, section 4.2.
class HandshakeTest {
    private static final String GOOD = handshakeRequest("/ws/chat");
    private static final String JSON_ERROR = "\\{\"error\":\"[^\"]+\"}";

    @Test
    void acceptedHandshake_provesThatItWasRead_andNamesNoSubprotocol() throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.tcp(server.port(), 0)) {
            String head = socket.request(with("Host:", "Sec-WebSocket-Protocol: unknown\r\nHost:"));

            assertThat(head)
                    .startsWith("HTTP/1.1 101 ")
                    .contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n");
            assertThat(head.toLowerCase(Locale.ROOT))
                    .contains("upgrade: websocket\r\n", "connection: upgrade\r\n")
                    .doesNotContain("sec-websocket-protocol", "sec-websocket-extensions");
            socket.text("Hello");
            assertThat(socket.readText()).isEqualTo("{\"text\":\"Echo: Hello\"}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Upgrade: websocket, Upgrade: WebSocket",
        "Upgrade: websocket, upgrade: WEBSOCKET",
        "Connection: Upgrade, connection: upgrade",
        "Connection: Upgrade, 'Connection: keep-alive, Upgrade'",
        "Connection: Upgrade, 'Connection: keep-alive,upgrade'",
        "Connection: Upgrade, 'Connection: keep-alive\r\nConnection: upgrade'",
        "Host:, 'Sec-WebSocket-Extensions: permessage-deflate\r\nHost:'"
    })
    void otherSpellings_areAccepted(String usual, String other) throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.tcp(server.port(), 0)) {
            assertThat(socket.request(with(usual, other))).startsWith("HTTP/1.1 101 ");
            socket.text("Hello");
            assertThat(socket.readText()).isEqualTo("{\"text\":\"Echo: Hello\"}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-WebSocket-Version: 13, X-Nothing: 1, 426",
        "Sec-WebSocket-Version: 13, Sec-WebSocket-Version: 8, 426",
        "Sec-WebSocket-Version: 13, Sec-WebSocket-Version: 14, 426",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==, X-Nothing: 1, 426",
        "dGhlIHNhbXBsZSBub25jZQ==, dGhlIHNhbXBsZQ==, 400",
        "dGhlIHNhbXBsZSBub25jZQ==, not base64, 400",
        "Connection: Upgrade, Connection: keep-alive, 400",
        "Connection: Upgrade, X-Nothing: 1, 400",
        "Upgrade: websocket, X-Nothing: 1, 426",
        "Upgrade: websocket, Upgrade: h2c, 426",
        "GET, POST, 405",
        "HTTP/1.1, HTTP/1.0, 426",
        "/ws/chat, /ws/other, 404",
        "/ws/chat, /ws/chat/, 404",
        "/ws/chat, /, 200"
    })
    void badHandshake_isRefusedInJson(String good, String bad, int status) throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.tcp(server.port(), 0)) {
            HttpAnswer answer = socket.exchange(with(good, bad));

            assertThat(answer.status()).as(answer.head()).isEqualTo(status);
            if (status != 200) {
                assertThat(answer.body()).matches(JSON_ERROR);
                assertThat(answer.head()).containsIgnoringCase("content-type: application/json");
            }
            assertThat(server.server().openSockets()).isZero();
        }
    }

    @Test
    void wrongVersion_isToldTheRightOne() throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.tcp(server.port(), 0)) {
            HttpAnswer answer = socket.exchange(with("Version: 13", "Version: 7"));

            assertThat(answer.status()).isEqualTo(426);
            assertThat(answer.head()).containsIgnoringCase("\r\nsec-websocket-version: 13\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "DELETE"})
    void requestWithoutUpgrade_isToldToUpgrade(String method) throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.tcp(server.port(), 0)) {
            HttpAnswer answer =
                    socket.exchange(method + " /ws/chat HTTP/1.1\r\nHost: localhost\r\n\r\n");

            assertThat(answer.status()).isEqualTo(426);
            assertThat(answer.head()).containsIgnoringCase("\r\nupgrade: websocket\r\n");
            assertThat(answer.body()).matches(JSON_ERROR);
        }
    }

    @Test
    void socketOverTheLimit_isRefused_untilAnotherOneEnds() throws Exception {
        try (TestServer server = TestServer.echo(TestLimits.sockets(2));
                RawSocket first = RawSocket.open(server.port(), "");
                RawSocket second = RawSocket.open(server.port(), "")) {
            second.text("Hello");
            second.readText();
            try (RawSocket third = RawSocket.tcp(server.port(), 0)) {
                HttpAnswer answer = third.exchange(GOOD);
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.body()).matches(JSON_ERROR).contains("too many open connections");
            }

            first.sendClose(1000);

            Await.until(
                    "there is room again",
                    () -> {
                        try (RawSocket next = RawSocket.tcp(server.port(), 0)) {
                            return next.request(GOOD).startsWith("HTTP/1.1 101 ");
                        }
                    });
        }
    }

    @Test
    void refusedHandshakes_takeNoPlace() throws Exception {
        try (TestServer server = TestServer.echo(TestLimits.sockets(1))) {
            for (int i = 0; i < 3; i++) {
                try (RawSocket bad = RawSocket.tcp(server.port(), 0)) {
                    bad.exchange(handshakeRequest("/ws/chat?contact_id=%00"));
                }
            }
            try (RawSocket good = RawSocket.open(server.port(), "")) {
                good.text("Hello");
                assertThat(good.readText()).isEqualTo("{\"text\":\"Echo: Hello\"}");
            }
        }
    }

    private static String with(String part, String other) {
        Matcher matcher = Pattern.compile(part, Pattern.LITERAL).matcher(GOOD);
        assertThat(matcher.find()).isTrue();
        return matcher.replaceFirst(Matcher.quoteReplacement(other));
    }
}
