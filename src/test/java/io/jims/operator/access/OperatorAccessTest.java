package io.jims.operator.access;

import static io.jims.operator.OperatorClient.OWN_PAGE;
import static io.jims.operator.OperatorClient.TOKEN;
import static io.jims.operator.OperatorClient.form;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.operator.OperatorClient;
import io.jims.operator.OperatorClient.Answer;
import io.jims.operator.TestOperator;
import io.jims.testing.CapturedLog;
import io.jims.testing.TestCertificate;
import io.jims.testing.TestClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who gets in on the operator's listener, and who does not.
class OperatorAccessTest {
    private static final String BEARER = "Authorization: Bearer ";

    /// Has no route, so that whoever is let in gets 404.
    private static final String NOTHING = "/api/nothing";

    private final TestClock clock = new TestClock("2026-05-01T12:00:00Z");
    @TempDir private Path directory;
    private TestOperator server;
    private OperatorClient client;

    @BeforeEach
    void startOnLoopback() {
        start("127.0.0.1");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/threads", NOTHING, "/threads/1", "/assets/app.js"})
    void withoutToken_withAWrongOne_andWithAnOldSession_theAnswerIsTheSame(String path)
            throws IOException {
        String old = client.signIn();
        client.post("/sign-out", "", old, OWN_PAGE);

        List<Answer> answers =
                List.of(
                        client.get(path),
                        client.get(path, BEARER + TOKEN + "x"),
                        client.get(path, BEARER),
                        client.get(path, "Authorization: Basic " + TOKEN),
                        client.get(path, "Cookie: jims_operator=guess"),
                        client.get(path, old));

        assertThat(answers).extracting(Answer::status).containsOnly(401);
        assertThat(answers.stream().map(Answer::body).distinct()).hasSize(1);
        assertThat(answers.stream().map(OperatorAccessTest::headWithoutDate).distinct()).hasSize(1);
    }

    @Test
    void token_asBearer_isLetIn() throws IOException {
        assertThat(client.get(NOTHING, BEARER + TOKEN).status()).isEqualTo(404);
        assertThat(client.get(NOTHING, "authorization: bearer  " + TOKEN).status()).isEqualTo(404);
    }

    @Test
    void signIn_beginsASession_andSignOutEndsIt() throws IOException {
        Answer signedIn = client.post("/sign-in", form(TOKEN), OWN_PAGE);

        assertThat(signedIn.status()).isEqualTo(303);
        assertThat(signedIn.header("Location")).hasValue("/");
        String cookie = signedIn.header("Set-Cookie").orElseThrow();
        assertThat(cookie)
                .matches(
                        "jims_operator=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict;"
                                + " Max-Age=43200");
        String session = "Cookie: " + cookie.split(";", 2)[0];
        assertThat(client.get(NOTHING, session).status()).isEqualTo(404);

        Answer out = client.post("/sign-out", "", session, OWN_PAGE);

        assertThat(out.status()).isEqualTo(303);
        assertThat(out.header("Set-Cookie").orElseThrow()).contains("Max-Age=0");
        assertThat(client.get(NOTHING, session).status()).isEqualTo(401);
    }

    @Test
    void signIn_withAWrongToken_isTheSamePageAgain() throws IOException {
        Answer refused = client.post("/sign-in", form("guess"), OWN_PAGE);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body()).isEqualTo(client.get("/").body());
        assertThat(refused.header("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-www-form-urlencoded, ''",
        "application/x-www-form-urlencoded, token=%zz",
        "application/x-www-form-urlencoded, token=%ff&token",
        "application/x-www-form-urlencoded; charset=nonsense, token=x",
        "application/json, {\"token\":\"x\"}",
        "multipart/form-data, token=x"
    })
    void signIn_withoutAForm_isTheSamePageAgain(String type, String body) throws IOException {
        Answer refused = client.post("/sign-in", body, OWN_PAGE, "Content-Type: " + type);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body()).isEqualTo(client.get("/").body());
    }

    @Test
    void session_endsAfterItsTime() throws IOException {
        String session = client.signIn();
        clock.advance(Sessions.LIFETIME.minusSeconds(1));
        assertThat(client.get(NOTHING, session).status()).isEqualTo(404);
        clock.advance(Sessions.LIFETIME);
        assertThat(client.get(NOTHING, session).status()).isEqualTo(401);
    }

    @Test
    void sessions_areBounded_andTheOldestEnds() {
        Sessions sessions = new Sessions(clock);
        String first = sessions.begin();
        String second = sessions.begin();
        Stream.generate(sessions::begin).limit(Sessions.MOST - 1).forEach(key -> {});

        assertThat(sessions.isOpen(first)).isFalse();
        assertThat(sessions.isOpen(second)).isTrue();
    }

    @Test
    void wrongTokens_areSlowedDown_theRightOneToo_butNeitherSessionsNorOtherAddresses()
            throws IOException {
        String session = client.signIn();
        for (int i = 0; i < Gate.FAILURES_OF_ONE.burst(); i++) {
            assertThat(client.get("/", BEARER + "guess" + i).status()).isEqualTo(401);
        }

        Answer blocked = client.get(NOTHING, BEARER + TOKEN);
        assertThat(blocked.status()).isEqualTo(429);
        assertThat(blocked.header("Retry-After")).hasValue("7");
        assertThat(client.post("/sign-in", form(TOKEN), OWN_PAGE).status()).isEqualTo(429);
        assertThat(client.get(NOTHING, session).status()).isEqualTo(404);
        OperatorClient other = new OperatorClient("127.0.0.9", server.port());
        assertThat(other.get(NOTHING, BEARER + TOKEN).status()).isEqualTo(404);

        clock.advance(Gate.FAILURES_OF_ONE.interval());
        assertThat(client.get(NOTHING, BEARER + TOKEN).status()).isEqualTo(404);
    }

    @Test
    void wrongTokens_ofManyAddresses_areSlowedDownInSum() throws IOException {
        for (int i = 0; i < Gate.FAILURES_OF_ALL.burst(); i++) {
            OperatorClient one = new OperatorClient("127.0.1." + (i + 1), server.port());
            assertThat(one.get("/", BEARER + "guess").status()).isEqualTo(401);
        }

        assertThat(client.get(NOTHING, BEARER + TOKEN).status()).isEqualTo(429);
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site: cross-site, 403",
        "Sec-Fetch-Site: same-site, 403",
        "Sec-Fetch-Site: none, 403",
        "Origin: https://evil.example, 403",
        "Origin: null, 403",
        "X-Nothing: x, 401"
    })
    void otherWebsite_canNeitherUseASessionNorBeginOne(String header, int status)
            throws IOException {
        String session = client.signIn();

        assertThat(client.post("/sign-out", "", session, header).status()).isEqualTo(status);
        assertThat(client.post("/sign-in", form(TOKEN), header).status()).isEqualTo(status);
        assertThat(client.get(NOTHING, session).status()).isEqualTo(404);
    }

    @Test
    void ownPage_ofAnOlderBrowser_isKnownByItsOrigin() throws IOException {
        String origin = "Origin: http://localhost:" + server.port();

        assertThat(client.post("/sign-in", form(TOKEN), origin).status()).isEqualTo(303);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 401",
        "LocalHost:8002, 401",
        "127.0.0.1:1, 401",
        "[::1]:1, 401",
        "evil.example, 421",
        "localhost.evil.example:8002, 421",
        "127.0.0.2, 421"
    })
    void onLoopback_onlyItsOwnNamesAreAnswered(String host, int status) throws IOException {
        assertThat(client.get("/", "Host: " + host).status()).isEqualTo(status);
        assertThat(client.get(NOTHING, "Host: " + host, BEARER + TOKEN).status())
                .isEqualTo(status == 421 ? 421 : 404);
    }

    @Test
    void onOtherInterfaces_anyNameIsAnswered() throws IOException {
        server.close();
        start("0.0.0.0");

        assertThat(client.get("/", "Host: ops.example").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", NOTHING})
    void everyAnswer_tellsBrowsersToBeCareful(String path) throws IOException {
        for (String header : List.of(BEARER + TOKEN, "X-None: x", "Host: evil.example")) {
            Answer answer = client.get(path, header);

            assertThat(answer.header("Cache-Control")).hasValue("no-store");
            assertThat(answer.header("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(answer.header("Content-Security-Policy").orElseThrow())
                    .startsWith("default-src 'self';")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe");
        }
    }

    @Test
    void malformedRequest_isAnsweredInJson_withTheSameHeaders() throws IOException {
        Answer answer = client.get("/%0", "no header");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"error\":\"");
        assertThat(answer.header("Cache-Control")).hasValue("no-store");
    }

    @Test
    void overTls_theCookieIsSecure() throws Exception {
        TestCertificate certificate = TestCertificate.make("EC", directory);
        TestOperator secure =
                TestOperator.start(
                        "sqlite:///" + directory.resolve("tls.db"),
                        "127.0.0.1",
                        certificate.writeTo(directory),
                        clock);
        try (HttpClient browser =
                HttpClient.newBuilder()
                        .sslContext(TestCertificate.trusting(List.of(certificate)))
                        .build()) {
            URI address = URI.create("https://127.0.0.1:" + secure.port() + "/sign-in");
            HttpRequest request =
                    HttpRequest.newBuilder(address)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .header("Sec-Fetch-Site", "same-origin")
                            .POST(BodyPublishers.ofString(form(TOKEN)))
                            .build();
            String cookie =
                    browser.send(request, BodyHandlers.ofString())
                            .headers()
                            .firstValue("Set-Cookie")
                            .orElseThrow();
            assertThat(cookie).endsWith("; Secure");
        } finally {
            secure.close();
        }
    }

    @Test
    void everyRequest_isInTheAccessLog_withoutItsQuery() throws Exception {
        try (CapturedLog log = new CapturedLog("io.jims.access")) {
            client.get("/api/threads?q=secret");
            client.get("/", "Host: evil.example");

            log.await("127.0.0.1 GET / 421");
            assertThat(log.lines())
                    .containsExactly(
                            "INFO 127.0.0.1 GET /api/threads 401", "INFO 127.0.0.1 GET / 421");
        }
    }

    private void start(String host) {
        server =
                TestOperator.start(
                        "sqlite:///" + directory.resolve("operator.db"), host, null, clock);
        client = new OperatorClient(server.port());
    }

    private static String headWithoutDate(Answer answer) {
        return answer.head().replaceFirst("(?im)^date:.*\\R", "");
    }
}
