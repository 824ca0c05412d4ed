package io.jims.widget.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.testing.junit5.ServerTest;
import io.helidon.webserver.testing.junit5.SetUpRoute;
import io.jims.admission.address.AllowedOrigins;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ServerTest
class StaticAssetsTest {
    private static final String SCRIPT = "/static/jims-widget.js";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final int port;

    StaticAssetsTest(WebServer server) {
        port = server.port();
    }

    @SetUpRoute
    static void routes(HttpRouting.Builder routing) {
        new Routes(AllowedOrigins.ALL, new StaticAssets(), null).register(routing);
    }

    @AfterAll
    static void stop() {
        CLIENT.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html; charset=utf-8, no-cache",
        "/static/demo.html, text/html; charset=utf-8, no-cache",
        "/static/jims-widget.js, text/javascript; charset=utf-8, 'public, max-age=300'",
        "/static/demo.js, text/javascript; charset=utf-8, 'public, max-age=300'",
        "/static/demo.css, text/css; charset=utf-8, 'public, max-age=300'"
    })
    void asset_hasItsTypeAndCacheHeaders(String path, String type, String cache) throws Exception {
        HttpResponse<byte[]> response = get(path, Map.of());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isNotEmpty();
        assertThat(header(response, "content-type")).isEqualTo(type);
        assertThat(header(response, "cache-control")).isEqualTo(cache);
        assertThat(header(response, "etag")).matches("\"[0-9a-f]+\"");
        assertThat(header(response, "vary")).isEqualToIgnoringCase("accept-encoding");
        assertThat(header(response, "cross-origin-resource-policy")).isEqualTo("cross-origin");
        assertThat(response.headers().firstValue("content-encoding")).isEmpty();
    }

    @Test
    void panel_namedByTheScript_mayBeKeptForEver() throws Exception {
        String script = new String(get(SCRIPT, Map.of()).body(), StandardCharsets.UTF_8);
        String panel =
                Pattern.compile("jims-panel-[0-9A-Z]{8}\\.js")
                        .matcher(script)
                        .results()
                        .findFirst()
                        .orElseThrow()
                        .group();

        HttpResponse<byte[]> response = get("/static/" + panel, Map.of());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "content-type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(header(response, "cache-control"))
                .isEqualTo("public, max-age=31536000, immutable");
    }

    /// For tags with `integrity`: browsers ask for it by CORS.
    @ParameterizedTest
    @ValueSource(strings = {"", "gzip", "br"})
    void pinnedLoader_isTheLoader_keptForEver_forOtherOrigins(String encoding) throws Exception {
        Map<String, String> headers =
                Map.of("Accept-Encoding", encoding, "Origin", "https://shop.example");
        HttpResponse<byte[]> loader = get(SCRIPT, headers);
        HttpResponse<byte[]> pinned = get("/static/" + PinnedLoader.read().name(), headers);

        assertThat(pinned.statusCode()).isEqualTo(200);
        assertThat(pinned.body()).isEqualTo(loader.body());
        for (String name : List.of("etag", "vary", "content-type", "content-encoding")) {
            assertThat(header(pinned, name)).isEqualTo(header(loader, name));
        }
        assertThat(header(pinned, "cache-control"))
                .isEqualTo("public, max-age=31536000, immutable");
        assertThat(header(pinned, "access-control-allow-origin")).isEqualTo("*");
        assertThat(header(pinned, "cross-origin-resource-policy")).isEqualTo("cross-origin");
    }

    @Test
    void pinnedLoader_knownEntityTag_isNotModified() throws Exception {
        String path = "/static/" + PinnedLoader.read().name();
        String etag = header(get(path, Map.of()), "etag");

        assertThat(get(path, Map.of("If-None-Match", etag)).statusCode()).isEqualTo(304);
    }

    @Test
    void pinnedLoader_integrityIsTheHashOfItsContent() throws Exception {
        PinnedLoader loader = PinnedLoader.read();
        byte[] content = get("/static/" + loader.name(), Map.of()).body();
        byte[] hash = MessageDigest.getInstance("SHA-384").digest(content);

        assertThat(loader.integrity())
                .isEqualTo("sha384-" + Base64.getEncoder().encodeToString(hash));
        assertThat(loader.name()).matches("jims-widget-[A-Z2-7]{8}\\.js");
    }

    @Test
    void pinnedLoader_ofAnotherVersion_isGone() throws Exception {
        assertThat(get("/static/jims-widget-AAAAAAAA.js", Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void listOfAttributes_isNotServed() throws Exception {
        assertThat(get("/static/attributes.txt", Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void demoPage_isAtTheRootToo() throws Exception {
        String root = new String(get("/", Map.of()).body(), UTF_8);
        String direct = new String(get("/static/demo.html", Map.of()).body(), UTF_8);

        assertThat(root).isEqualTo(direct.replace("../static/", "static/"));
        assertThat(root).contains("\"static/demo.js\"").doesNotContain("\"/static", "../");
        assertThat(get("/static/index.html", Map.of()).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/static/demo.html"})
    void demoPage_tellsBrowsersToBeCareful(String path) throws Exception {
        HttpResponse<byte[]> page = get(path, Map.of());

        assertThat(header(page, "x-frame-options")).isEqualTo("DENY");
        assertThat(header(page, "content-security-policy")).contains("frame-ancestors 'none'");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "gzip, gzip",
                "GZIP, gzip",
                "'gzip, br', br",
                "'br;q=0, gzip', gzip",
                "'br;q=0.000,gzip;q=0.5', gzip",
                "'gzip;q=0', none",
                "'gzip; q=0.0, br ; q=0', none",
                "'deflate, zstd', none",
                "identity, none",
                "'', none",
                "brotli, none"
            })
    void encoding_isOneThatTheClientAccepts(String accepted, String encoding) throws Exception {
        HttpResponse<byte[]> response = get(SCRIPT, Map.of("Accept-Encoding", accepted));

        assertThat(response.headers().firstValue("content-encoding").orElse(null))
                .isEqualTo(encoding);
        assertThat(header(response, "vary")).isEqualToIgnoringCase("accept-encoding");
    }

    @Test
    void gzip_isTheSameContent_withAnEntityTagOfItsOwn() throws Exception {
        HttpResponse<byte[]> plain = get(SCRIPT, Map.of());
        HttpResponse<byte[]> gzip = get(SCRIPT, Map.of("Accept-Encoding", "gzip"));

        try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(gzip.body()))) {
            assertThat(unpacked.readAllBytes()).isEqualTo(plain.body());
        }
        assertThat(header(gzip, "etag")).isNotEqualTo(header(plain, "etag"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "W/%s", "\"other\", %s", "\"other\",W/%s", "*"})
    void knownEntityTag_isNotModified(String tags) throws Exception {
        HttpResponse<byte[]> first = get(SCRIPT, Map.of());
        String etag = header(first, "etag");

        HttpResponse<byte[]> second =
                get(SCRIPT, Map.of("If-None-Match", tags.replace("%s", etag)));

        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        for (String name : List.of("etag", "cache-control", "vary")) {
            assertThat(header(second, name)).isEqualTo(header(first, name));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"other\"", "W/\"other\"", "other", ""})
    void otherEntityTag_isAnsweredInFull(String tags) throws Exception {
        assertThat(get(SCRIPT, Map.of("If-None-Match", tags)).statusCode()).isEqualTo(200);
    }

    @Test
    void entityTagOfAnotherEncoding_isAnsweredInFull() throws Exception {
        String etag = header(get(SCRIPT, Map.of()), "etag");

        assertThat(
                        get(SCRIPT, Map.of("If-None-Match", etag, "Accept-Encoding", "gzip"))
                                .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-9", "bytes=10-29", "bytes=-5", "bytes=999999999-", "rubbish"})
    void range_isAnsweredWithTheWhole(String range) throws Exception {
        HttpResponse<byte[]> whole = get(SCRIPT, Map.of("Accept-Encoding", "gzip"));

        HttpResponse<byte[]> answer =
                get(SCRIPT, Map.of("Accept-Encoding", "gzip", "Range", range));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(whole.body());
        for (String name : List.of("etag", "content-type", "content-encoding")) {
            assertThat(header(answer, name)).isEqualTo(header(whole, name));
        }
    }

    /// The time of the jar says nothing about the content.
    @Test
    void timeOfTheBuild_isNeitherToldNorAskedFor() throws Exception {
        HttpResponse<byte[]> response =
                get(SCRIPT, Map.of("If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("last-modified")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/static/identity/jims-widget.js",
                "/static/gzip/jims-widget.js",
                "/static/br/jims-widget.js",
                "/static/gzip",
                "/static/gzip/",
                "/static/gzip/assets.txt",
                "/static/gzip/../gzip/jims-widget.js",
                "/static/assets/gzip/jims-widget.js"
            })
    void folderOfAnEncoding_isNotReachable(String path) throws Exception {
        assertThat(get(path, Map.of()).statusCode()).isEqualTo(404);
    }

    private HttpResponse<byte[]> get(String path, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        headers.forEach(request::header);
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("none");
    }
}
