package io.jims.widget.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webclient.http1.Http1ClientRequest;
import io.helidon.webclient.http1.Http1ClientResponse;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.testing.junit5.DirectClient;
import io.jims.admission.address.AllowedOrigins;
import io.jims.admission.address.OriginPattern;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsTest {
    private static final String LISTED = "https://shop.example";
    private static final List<String> TWO = List.of(LISTED, "http://localhost:3000");
    private static final StaticAssets ASSETS = new StaticAssets();
    private static final String ALLOW_ORIGIN = "access-control-allow-origin";

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/", "/static/jims-widget.js", "/nothing"})
    void star_allowsEveryOrigin(String path) {
        HttpAnswer answer = ask(List.of("*"), "GET", path, "Origin: https://any.example\r\n");

        assertThat(answer.head()).containsIgnoringCase("\r\n" + ALLOW_ORIGIN + ": *\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/", "/static/jims-widget.js", "/nothing"})
    void listedOrigin_isAllowed(String path) {
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
    void unlistedOrigin_isNotAllowed(String origin) {
        HttpAnswer answer = ask(TWO, "GET", "/static/jims-widget.js", "Origin: " + origin + "\r\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.head()).doesNotContainIgnoringCase(ALLOW_ORIGIN);
        assertVaries(answer);
    }

    @Test
    void starInsideAnOrigin_isNoPattern() {
        HttpAnswer answer =
                ask(
                        List.of("https://*.shop.example"),
                        "GET",
                        "/healthz",
                        "Origin: https://evilshop.example\r\n");

        assertThat(answer.head()).doesNotContainIgnoringCase(ALLOW_ORIGIN);
    }

    @Test
    void answerWithoutOrigin_variesToo_forSharedCaches() {
        assertVaries(ask(TWO, "GET", "/static/jims-widget.js", ""));
    }

    @Test
    void variesByOriginAndEncoding() {
        assertThat(
                        ask(TWO, "GET", "/static/jims-widget.js", "")
                                .head()
                                .toLowerCase(java.util.Locale.ROOT))
                .containsPattern("\r\nvary: [^\r]*accept-encoding");
    }

    @Test
    void preflightOfAListedOrigin_isAllowed() {
        HttpAnswer answer = preflight(TWO, LISTED);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.head())
                .containsIgnoringCase("\r\n" + ALLOW_ORIGIN + ": " + LISTED + "\r\n")
                .containsIgnoringCase("\r\naccess-control-allow-methods: GET, HEAD\r\n")
                .containsIgnoringCase("\r\naccess-control-max-age: ");
        assertVaries(answer);
    }

    @Test
    void preflightOfAnyOrigin_isAllowedByAStar() {
        assertThat(preflight(List.of("*"), "https://any.example").head())
                .containsIgnoringCase("\r\n" + ALLOW_ORIGIN + ": *\r\n");
    }

    @Test
    void preflightOfAnUnlistedOrigin_isNotAllowed() {
        HttpAnswer answer = preflight(TWO, "https://other.example");

        assertThat(answer.head()).doesNotContainIgnoringCase(ALLOW_ORIGIN);
        assertVaries(answer);
    }

    private static void assertVaries(HttpAnswer answer) {
        assertThat(answer.head().toLowerCase(java.util.Locale.ROOT))
                .containsPattern("\r\nvary: [^\r]*origin");
    }

    private static HttpAnswer preflight(List<String> allowed, String origin) {
        return ask(
                allowed,
                "OPTIONS",
                "/static/jims-widget.js",
                "Origin: "
                        + origin
                        + "\r\nAccess-Control-Request-Method: GET\r\n"
                        + "Access-Control-Request-Headers: x-anything\r\n");
    }

    private static HttpAnswer ask(
            List<String> allowed, String method, String path, String headers) {
        HttpRouting.Builder routing = HttpRouting.builder();
        new Routes(origins(allowed), ASSETS, null).register(routing);
        Http1ClientRequest request =
                new DirectClient(routing).method(Method.create(method)).path(path);
        headers.lines()
                .map(line -> line.split(": ", 2))
                .forEach(header -> request.header(HeaderNames.create(header[0]), header[1]));
        try (Http1ClientResponse response = request.request()) {
            return new HttpAnswer(response.status().code(), head(response));
        }
    }

    private static AllowedOrigins origins(List<String> allowed) {
        return allowed.equals(List.of("*"))
                ? AllowedOrigins.ALL
                : new AllowedOrigins(
                        allowed.stream()
                                .map(OriginPattern::parse)
                                .map(Optional::orElseThrow)
                                .toList(),
                        false);
    }

    private static String head(Http1ClientResponse response) {
        return response.headers().stream()
                .map(header -> "\r\n" + header.name() + ": " + header.values())
                .collect(Collectors.joining("", "", "\r\n"));
    }

    private record HttpAnswer(int status, String head) {}
}
