package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ChatThread;
import io.jims.testing.RawSocket;
import io.jims.testing.RawSocket.HttpAnswer;
import io.jims.testing.TestServer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContactTest {
    static Stream<Arguments> goodContacts() {
        return Stream.of(
                Arguments.of("user-42", "user-42"),
                Arguments.of("a%40b.example", "a@b.example"),
                Arguments.of("two%20words+three", "two words three"),
                Arguments.of("1%2B1", "1+1"),
                Arguments.of("%D0%B0%E2%82%AC%F0%9F%98%80", "а€\uD83D\uDE00"),
                Arguments.of("a%26thread_id%3D1", "a&thread_id=1"),
                Arguments.of("x".repeat(255), "x".repeat(255)),
                Arguments.of("%F0%9F%98%80".repeat(255), "\uD83D\uDE00".repeat(255)),
                Arguments.of("%22%27%3C%5C", "\"'<\\"));
    }

    @ParameterizedTest
    @MethodSource("goodContacts")
    void contact_isDecoded_andOwnsTheThread(String written, String contact) throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.open(server.port(), "?contact_id=" + written)) {
            socket.text("Hello");
            socket.readText();

            assertThat(server.store().threads())
                    .extracting(ChatThread::contactId)
                    .containsExactly(contact);
        }
    }

    static Stream<String> badContacts() {
        return Stream.of(
                "x".repeat(256),
                "%F0%9F%98%80".repeat(256),
                "a%00",
                "a%0Ab",
                "a%0D%0AX-Header%3A+1",
                "%7F",
                "a%C2%85",
                "a%1b%5b31m",
                "%E2%80%AE24", // a bidirectional override
                "%E2%81%A624%E2%81%A9", // and an isolate
                "4%E2%80%8B2", // a zero-width space
                "%EF%BB%BF42", // a byte order mark
                "%2042",
                "42+",
                "42%C2%A0");
    }

    @ParameterizedTest
    @MethodSource("badContacts")
    void unfitContact_isRefusedAndTold(String written) throws Exception {
        HttpAnswer answer = handshake(written);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"error\":\"contact_id must have 1 to 255 characters, none of them a"
                                + " control character or another one that is not seen, and no blank"
                                + " at either end\"}");
    }

    static Stream<String> brokenEncodings() {
        return Stream.of("%", "%4", "%zz", "a%", "%%41");
    }

    @ParameterizedTest
    @MethodSource("brokenEncodings")
    void barePercentSign_asBrowsersSendIt_isTaken(String written) throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.tcp(server.port(), 0)) {
            HttpAnswer answer =
                    socket.exchange(RawSocket.handshakeRequest("/ws/chat?contact_id=" + written));

            assertThat(answer.status()).isEqualTo(101);
        }
    }

    /// They are no UTF-8, and so no such character arrives.
    @ParameterizedTest
    @ValueSource(strings = {"4%ED%A0%BD2", "%ED%B1%8B42"})
    void halfASurrogatePair_neverGetsIntoTheStore(String written) throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.tcp(server.port(), 0)) {
            HttpAnswer answer =
                    socket.exchange(RawSocket.handshakeRequest("/ws/chat?contact_id=" + written));
            if (answer.status() == 101) {
                socket.text("Hello");
                socket.readText();
            }

            assertThat(server.store().threads())
                    .allSatisfy(thread ->
                            assertThat(thread.contactId())
                                    .contains("\uFFFD")
                                    .doesNotContain("?", "\ud83d", "\udc4b"));
        }
    }

    private static HttpAnswer handshake(String contact) throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.tcp(server.port(), 0)) {
            HttpAnswer answer =
                    socket.exchange(RawSocket.handshakeRequest("/ws/chat?contact_id=" + contact));
            assertThat(server.server().openSockets()).isZero();
            return answer;
        }
    }
}
