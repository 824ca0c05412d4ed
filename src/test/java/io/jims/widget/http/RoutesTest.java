package io.jims.widget.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientResponse;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.testing.junit5.ServerTest;
import io.helidon.webserver.testing.junit5.SetUpRoute;
import io.jims.admission.address.AllowedOrigins;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ServerTest
class RoutesTest {
    private static final HeaderName CONTENT_SECURITY_POLICY =
            HeaderNames.create("Content-Security-Policy");
    private static final HeaderName FRAMES = HeaderNames.create("X-Frame-Options");
    private static final HeaderName GUESSING = HeaderNames.create("X-Content-Type-Options");
    private static final HeaderName REFERRER_POLICY = HeaderNames.create("Referrer-Policy");

    private final Http1Client client;

    RoutesTest(Http1Client client) {
        this.client = client;
    }

    @SetUpRoute
    static void routes(HttpRouting.Builder routing) {
        new Routes(AllowedOrigins.ALL, new StaticAssets(), null).register(routing);
    }

    @Test
    void health_isExactlyThis() {
        try (Http1ClientResponse response = ask("GET", "/healthz")) {
            assertThat(response.status().code()).isEqualTo(200);
            assertThat(response.as(String.class)).isEqualTo("{\"status\":\"ok\"}");
            assertThat(header(response, HeaderNames.CONTENT_TYPE)).isEqualTo("application/json");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /threads",
        "GET, /threads",
        "POST, /threads/1/messages",
        "GET, /threads/1/events",
        "POST, /api/v1/chat",
        "GET, /nothing",
        "GET, /healthz/more",
        "GET, /ws",
        "GET, /static",
        "GET, /static/",
        "DELETE, /ws/nothing"
    })
    void otherAddresses_areUnknown(String method, String path) {
        try (Http1ClientResponse response = ask(method, path)) {
            assertThat(response.status().code()).isEqualTo(404);
            assertJsonError(response);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /healthz",
        "DELETE, /",
        "PUT, /static/jims-widget.js",
        "POST, /static/demo.html",
        "OPTIONS, /healthz"
    })
    void knownAddresses_canBeReadOnly(String method, String path) {
        try (Http1ClientResponse response = ask(method, path)) {
            assertThat(response.status().code()).isEqualTo(405);
            assertThat(header(response, HeaderNames.ALLOW)).isEqualTo("GET, HEAD");
            assertJsonError(response);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/healthz", "/static/demo.js", "/nothing", "/ws/chat"})
    void answers_forbidBrowsersToGuess_andToTellOthers(String path) {
        try (Http1ClientResponse response = ask("GET", path)) {
            assertThat(header(response, GUESSING)).isEqualTo("nosniff");
            assertThat(header(response, REFERRER_POLICY)).isEqualTo("no-referrer");
        }
    }

    @Test
    void demoPage_loadsOnlyOurs_andStandsInNoFrame() {
        try (Http1ClientResponse response = ask("GET", "/")) {
            assertThat(header(response, CONTENT_SECURITY_POLICY))
                    .startsWith("default-src 'self'; ")
                    .contains("frame-ancestors 'none'");
            assertThat(header(response, FRAMES)).isEqualTo("DENY");
        }
    }

    private Http1ClientResponse ask(String method, String path) {
        return client.method(Method.create(method)).path(path).request();
    }

    private static String header(Http1ClientResponse response, HeaderName name) {
        return response.headers().get(name).values();
    }

    private static void assertJsonError(Http1ClientResponse response) {
        assertThat(header(response, HeaderNames.CONTENT_TYPE)).isEqualTo("application/json");
        assertThat(response.as(String.class)).startsWith("{\"error\":\"").endsWith("\"}");
    }
}
