package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.RawSocket;
import io.jims.testing.RawSocket.HttpAnswer;
import io.jims.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsTest {
    private static final String LISTED = "https://shop.example";
    private static final List<String> TWO = List.of(LISTED, "http://localhost:3000");
    private static final String ALLOW_ORIGIN = "access-control-allow-origin";

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/", "/static/jims-widget.js", "/nothing"})
    void star_allowsEveryOrigin(String path) throws Exception {
        HttpAnswer answer = ask(List.of("*"), "GET", path, "Origin: https://any.example\r\n");

        assertThat(answer.head()).containsIgnoringCase("\r\n" + ALLOW_ORIGIN + ": *\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/", "/static/jims-widget.js", "/nothing"})
    void listedOrigin_isAllowed(String path) throws Exception {
        HttpAnswer answer = ask(TWO, "GET", path, "Origin: " + LISTED + "\r\n");

        assertThat(answer.head())
                .containsIgnoringCase("\r\n" + ALLOW_ORIGIN + ": " + LISTED + "\r\n");
        assertVaries(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://other.example",
                "http://shop.example",
                "https://shop.example:8443",
                "https://shop.example.evil.example",
                "https://evilshop.example",
                "null"
            })
    void unlistedOrigin_isNotAllowed(String origin) throws Exception {
        HttpAnswer answer = ask(TWO, "GET", "/static/jims-widget.js", "Origin: " + origin + "\r\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.head()).doesNotContainIgnoringCase(ALLOW_ORIGIN);
        assertVaries(answer);
    }

    @Test
    void starInsideAnOrigin_isNoPattern() throws Exception {
        HttpAnswer answer =
                ask(
                        List.of("https://*.shop.example"),
                        "GET",
                        "/healthz",
                        "Origin: https://evilshop.example\r\n");

        assertThat(answer.head()).doesNotContainIgnoringCase(ALLOW_ORIGIN);
    }

    @Test
    void answerWithoutOrigin_variesToo_forSharedCaches() throws Exception {
        assertVaries(ask(TWO, "GET", "/static/jims-widget.js", ""));
    }

    @Test
    void variesByOriginAndEncoding() throws Exception {
        assertThat(
                        ask(TWO, "GET", "/static/jims-widget.js", "")
                                .head()
                                .toLowerCase(java.util.Locale.ROOT))
                .containsPattern("\r\nvary: [^\r]*accept-encoding");
    }

    @Test
    void preflightOfAListedOrigin_isAllowed() throws Exception {
        HttpAnswer answer = preflight(TWO, LISTED);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.head())
                .containsIgnoringCase("\r\n" + ALLOW_ORIGIN + ": " + LISTED + "\r\n")
                .containsIgnoringCase("\r\naccess-control-allow-methods: GET, HEAD\r\n")
                .containsIgnoringCase("\r\naccess-control-max-age: ");
        assertVaries(answer);
    }

    @Test
    void preflightOfAnyOrigin_isAllowedByAStar() throws Exception {
        assertThat(preflight(List.of("*"), "https://any.example").head())
                .containsIgnoringCase("\r\n" + ALLOW_ORIGIN + ": *\r\n");
    }

    @Test
    void preflightOfAnUnlistedOrigin_isNotAllowed() throws Exception {
        HttpAnswer answer = preflight(TWO, "https://other.example");

        assertThat(answer.head()).doesNotContainIgnoringCase(ALLOW_ORIGIN);
        assertVaries(answer);
    }

    private static void assertVaries(HttpAnswer answer) {
        assertThat(answer.head().toLowerCase(java.util.Locale.ROOT))
                .containsPattern("\r\nvary: [^\r]*origin");
    }

    private static HttpAnswer preflight(List<String> allowed, String origin) throws Exception {
        return ask(
                allowed,
                "OPTIONS",
                "/static/jims-widget.js",
                "Origin: "
                        + origin
                        + "\r\nAccess-Control-Request-Method: GET\r\n"
                        + "Access-Control-Request-Headers: x-anything\r\n");
    }

    private static HttpAnswer ask(List<String> allowed, String method, String path, String headers)
            throws Exception {
        WidgetServer server = TestServer.withOrigins(allowed);
        try (RawSocket socket = RawSocket.tcp(server.port(), 0)) {
            return socket.exchange(
                    method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
        } finally {
            server.stop();
        }
    }
}
