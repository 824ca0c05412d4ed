package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.jims.core.ChatThread;
import io.jims.testing.Await;
import io.jims.testing.CapturedLog;
import io.jims.testing.InMemoryThreadStore;
import io.jims.testing.JimsClient;
import io.jims.testing.RawSocket;
import io.jims.testing.RawSocket.HttpAnswer;
import io.jims.testing.TestServer;
import io.jims.testing.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A server that shares a secret with the site's backend, in both protocols.
class TokenTest {
    private final InMemoryThreadStore store = new InMemoryThreadStore();
    private WidgetServer server;

    @BeforeEach
    void start() {
        server = TestServer.start(TestServer::echo, store, TestTokens.bySecret());
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    static Stream<Arguments> badTokens() throws Exception {
        String good = TestTokens.of("ann");
        String claims = part(good, 1);
        return Stream.of(
                Arguments.of("garbage", "garbage"),
                Arguments.of("two parts", good.substring(0, good.lastIndexOf('.'))),
                Arguments.of("no signature", good.substring(0, good.lastIndexOf('.') + 1)),
                Arguments.of("other claims", tampered(good)),
                Arguments.of("forged", forged("another secret of at least 32 bytes, a guess")),
                Arguments.of("alg none", none("none", claims, "")),
                Arguments.of("alg none, signed", none("none", claims, part(good, 2))),
                Arguments.of("alg NONE", none("NONE", claims, "")),
                Arguments.of("no alg", raw("{\"typ\":\"JWT\"}", claims)),
                Arguments.of("alg that is not allowed", hs384()),
                Arguments.of("a key of one's own", rs256()),
                Arguments.of("critical parameters", critical()),
                Arguments.of("expired", TestTokens.of("ann", Duration.ofSeconds(-1))),
                Arguments.of(
                        "no exp",
                        TestTokens.signed(TestTokens.claims("ann").expirationTime(null).build())),
                Arguments.of(
                        "not good yet",
                        TestTokens.signed(
                                TestTokens.claims("ann").notBeforeTime(inAnHour()).build())),
                Arguments.of(
                        "wrong issuer",
                        TestTokens.signed(
                                TestTokens.claims("ann").issuer("https://evil.example").build())),
                Arguments.of(
                        "no issuer",
                        TestTokens.signed(TestTokens.claims("ann").issuer(null).build())),
                Arguments.of(
                        "wrong audience",
                        TestTokens.signed(TestTokens.claims("ann").audience("billing").build())),
                Arguments.of(
                        "no audience",
                        TestTokens.signed(
                                TestTokens.claims("ann").audience((String) null).build())),
                Arguments.of(
                        "no sub",
                        TestTokens.signed(TestTokens.claims("ann").subject(null).build())),
                Arguments.of("blank sub", TestTokens.signed(TestTokens.claims(" ").build())),
                Arguments.of(
                        "sub with a line break",
                        TestTokens.signed(TestTokens.claims("a\nb").build())));
    }

    /// Each in JSON, as a signer may write it: half a surrogate pair can only be an escape.
    static Stream<Arguments> unfitSubjects() {
        return Stream.of(
                Arguments.of("first half of a surrogate pair", "4\\ud83d2"),
                Arguments.of("second half of a surrogate pair", "\\udc4b42"),
                Arguments.of("control character", "4\\u00002"),
                Arguments.of("line separator", "4\u20282"),
                Arguments.of("bidirectional override", "\u202e24"),
                Arguments.of("bidirectional isolate", "\\u206624\\u2069"),
                Arguments.of("zero-width space", "4\u200b2"),
                Arguments.of("zero-width joiner", "4\u200d2"),
                Arguments.of("byte order mark", "\ufeff42"),
                Arguments.of("blank before", " 42"),
                Arguments.of("blank after", "42\u00a0"),
                Arguments.of("too long", "x".repeat(256)));
    }

    /// As a `contact_id` is: see [ContactTest] and [JimsHelloTest].
    @ParameterizedTest(name = "{0}")
    @MethodSource("unfitSubjects")
    void unfitSubject_isRefused_andTold(String what, String subject) throws Exception {
        badToken_isRefused_andTold(what, TestTokens.signedJson(subject));
    }

    @Test
    void oddSubjectThatIsSeen_isTaken() throws Exception {
        String token = TestTokens.signedJson("\\ud83d\\udc4b \u0410\u043d\u043d\u0430");

        try (JimsClient client = JimsClient.greeted(server.port(), "\"token\":\"" + token + "\"")) {
            client.message("Hello");
            client.readUntil("done");
        }
        assertThat(store.threads())
                .extracting(ChatThread::contactId)
                .containsExactly("\ud83d\udc4b \u0410\u043d\u043d\u0430");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void badToken_isRefused_andTold(String what, String token) throws Exception {
        HttpAnswer answer = handshake("?token=" + token);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).startsWith("{\"error\":\"The token ").doesNotContain(token);

        try (JimsClient client = JimsClient.connect(server.port())) {
            client.hello("\"token\":\"" + token + "\"");
            assertFailure(client.read(), "unauthorized");
            client.message("Hello");
            assertFailure(client.read(), "unauthorized");
        }
        assertThat(store.threads()).isEmpty();
    }

    @Test
    void noToken_isRefused() throws Exception {
        assertThat(handshake("").status()).isEqualTo(401);
        assertThat(handshake("?token=").status()).isEqualTo(401);
        assertThat(handshake("?contact_id=ann").status()).isEqualTo(401);
        try (JimsClient client = JimsClient.connect(server.port(), "?contact_id=ann")) {
            client.hello("\"contact_id\":\"ann\"");
            assertFailure(client.read(), "unauthorized");
        }
    }

    @Test
    void reason_tellsWhetherATokenIsMissing_expired_orNotValid() throws Exception {
        try (JimsClient client = JimsClient.connect(server.port())) {
            client.hello("");
            assertThat(client.read().path("reason").asText()).isEqualTo("token_missing");
            client.hello("\"token\":\"" + TestTokens.of("ann", Duration.ofSeconds(-1)) + "\"");
            assertThat(client.read().path("reason").asText()).isEqualTo("token_expired");
            client.hello("\"token\":\"garbage\"");
            assertThat(client.read().path("reason").asText()).isEqualTo("token_invalid");
            client.message("Hello");
            assertThat(client.read().has("reason")).isFalse();
        }
    }

    @Test
    void visitorsWithoutAToken_areOneLineOfTheLog_thatSaysWhatIsMissing() throws Exception {
        try (CapturedLog log = new CapturedLog("io.jims.admission.token")) {
            for (int i = 0; i < 3; i++) {
                handshake("");
                try (JimsClient client = JimsClient.connect(server.port())) {
                    client.hello("");
                    client.read();
                }
            }

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING A visitor came without a token")
                    .contains("--auth-secret")
                    .contains("data-token");
        }
    }

    @Test
    void goodToken_isItsContact_inTheBasicProtocol() throws Exception {
        String token = TestTokens.of("ann");
        try (RawSocket socket = RawSocket.open(server.port(), "?contact_id=ann&token=" + token)) {
            socket.text("Hello");

            assertThat(socket.readText()).isEqualTo("{\"text\":\"Echo: Hello\"}");
            assertContact("ann");
        }
    }

    @Test
    void goodToken_isItsContact_inJims_alsoBehindABadOne() throws Exception {
        try (JimsClient client = JimsClient.connect(server.port())) {
            client.hello("\"token\":\"x\"");
            assertFailure(client.read(), "unauthorized");
            client.hello("\"token\":\"" + TestTokens.of("ann") + "\"");
            assertThat(client.readUntil("welcome").path("contact_id").asText()).isEqualTo("ann");
            client.message("Hello");

            assertThat(client.readAnswer()).isEqualTo("Echo: Hello");
            assertContact("ann");
        }
    }

    @Test
    void tokenOfTheQuery_countsWhereTheHelloHasNone() throws Exception {
        String query = "?token=" + TestTokens.of("ann");
        try (JimsClient client = JimsClient.connect(server.port(), query)) {
            client.hello("");

            assertThat(client.readUntil("welcome").path("contact_id").asText()).isEqualTo("ann");
        }
    }

    @Test
    void messageBeforeTheHello_isUnauthorized() throws Exception {
        try (JimsClient client = JimsClient.connect(server.port())) {
            String id = client.message("Hello");
            JsonNode failure = client.read();

            assertFailure(failure, "unauthorized");
            assertThat(failure.path("id").asText()).isEqualTo(id);
        }
    }

    @Test
    void tokenOfAnotherContact_isForbidden() throws Exception {
        String token = TestTokens.of("eve");

        assertThat(handshake("?contact_id=ann&token=" + token).status()).isEqualTo(403);
        try (JimsClient client = JimsClient.connect(server.port())) {
            client.hello("\"contact_id\":\"ann\",\"token\":\"" + token + "\"");
            assertFailure(client.read(), "forbidden");
            client.message("Hello");
            assertFailure(client.read(), "unauthorized");
        }
        try (JimsClient client = JimsClient.connect(server.port(), "?contact_id=ann")) {
            client.hello("\"token\":\"" + token + "\"");
            assertFailure(client.read(), "forbidden");
        }
    }

    @Test
    void stolenThread_isForbidden() throws Exception {
        String thread = threadOfAnn();
        String token = TestTokens.of("eve");

        String query = "?thread_id=" + thread + "&token=" + token;
        try (RawSocket socket = RawSocket.open(server.port(), query)) {
            socket.text("What did Ann say?");
            assertThat(socket.readText())
                    .isEqualTo("{\"error\":\"This conversation belongs to someone else.\"}");
        }
        try (JimsClient client = JimsClient.connect(server.port())) {
            client.hello("\"thread_id\":\"" + thread + "\",\"token\":\"" + token + "\"");
            assertFailure(client.read(), "forbidden");
            client.message("What did Ann say?");
            assertFailure(client.read(), "forbidden");
            client.hello("\"token\":\"" + token + "\"");
            assertThat(client.readUntil("welcome").path("events")).isEmpty();
        }
        assertThat(store.threads()).hasSize(1);
    }

    @Test
    void stolenMessageId_opensNoThread() throws Exception {
        try (JimsClient ann = greeted("ann");
                JimsClient eve = greeted("eve")) {
            String id = ann.message("Hello");
            ann.readUntil("done");
            eve.message(id, "What did Ann say?");

            assertFailure(eve.read(), "forbidden");
        }
    }

    @Test
    void ownThread_opens() throws Exception {
        String hello =
                "\"thread_id\":\"%s\",\"token\":\"%s\""
                        .formatted(threadOfAnn(), TestTokens.of("ann"));
        try (JimsClient client = JimsClient.connect(server.port())) {
            client.hello(hello);

            assertThat(client.readUntil("welcome").path("events")).hasSize(2);
        }
    }

    @Test
    void tokenThatExpires_endsTheSession_untilTheNextHello() throws Exception {
        String thread = threadOfAnn();
        try (JimsClient client = JimsClient.connect(server.port());
                JimsClient other = greeted("ann")) {
            String brief = TestTokens.of("ann", Duration.ofSeconds(2));
            client.hello("\"thread_id\":\"%s\",\"token\":\"%s\"".formatted(thread, brief));
            client.readUntil("welcome");
            assertFailure(client.read(), "unauthorized"); // by itself, in time

            other.hello(
                    "\"thread_id\":\"%s\",\"token\":\"%s\""
                            .formatted(thread, TestTokens.of("ann")));
            other.message("Nobody else sees this yet");
            other.readUntil("done");
            String id = client.message("Hello again");
            JsonNode next = client.read();
            assertFailure(next, "unauthorized");
            assertThat(next.path("id").asText()).isEqualTo(id);

            client.hello(
                    "\"thread_id\":\"%s\",\"token\":\"%s\""
                            .formatted(thread, TestTokens.of("ann")));
            assertThat(client.readUntil("welcome").path("events")).hasSize(4);
        }
    }

    @Test
    void tokenThatExpires_endsTheSession_inTheBasicProtocol() throws Exception {
        Instant end = Instant.now().plusSeconds(2);
        String token = TestTokens.of("ann", Duration.ofSeconds(2));
        try (RawSocket socket = RawSocket.open(server.port(), "?token=" + token)) {
            socket.text("Hello");
            assertThat(socket.readText()).isEqualTo("{\"text\":\"Echo: Hello\"}");
            Await.until("the token expired", () -> Instant.now().isAfter(end));
            socket.text("Hello");
            assertThat(socket.readText()).isEqualTo("{\"error\":\"The token has expired.\"}");
        }
    }

    private String threadOfAnn() throws Exception {
        try (JimsClient client = greeted("ann")) {
            client.message("Hello");
            String thread = client.readUntil("ack").path("thread_id").asText();
            client.readUntil("done");
            return thread;
        }
    }

    private JimsClient greeted(String contact) throws Exception {
        return JimsClient.greeted(server.port(), "\"token\":\"" + TestTokens.of(contact) + "\"");
    }

    private void assertContact(String contact) {
        assertThat(store.threads())
                .singleElement()
                .satisfies(thread -> assertThat(thread.contactId()).isEqualTo(contact));
    }

    private static void assertFailure(JsonNode frame, String code) {
        assertThat(frame.path("type").asText()).isEqualTo("error");
        assertThat(frame.path("code").asText()).isEqualTo(code);
    }

    private HttpAnswer handshake(String query) throws Exception {
        try (RawSocket socket = RawSocket.tcp(server.port(), 0)) {
            return socket.exchange(RawSocket.handshakeRequest("/ws/chat" + query));
        }
    }

    private static String tampered(String token) {
        return part(token, 0) + "." + part(TestTokens.of("eve"), 1) + "." + part(token, 2);
    }

    private static String part(String token, int index) {
        return List.of(token.split("\\.", -1)).get(index);
    }

    private static String forged(String secret) {
        return TestTokens.signed(
                new JWSHeader(JWSAlgorithm.HS256),
                TestTokens.claims("ann").build(),
                TestTokens.mac(secret));
    }

    private static String none(String algorithm, String claims, String signature) {
        return raw("{\"alg\":\"" + algorithm + "\"}", claims) + signature;
    }

    private static String raw(String header, String claims) {
        String encoded = TestTokens.raw(header, "", new byte[0]);
        return encoded.substring(0, encoded.indexOf('.') + 1) + claims + ".";
    }

    private static String hs384() {
        return TestTokens.signed(
                new JWSHeader(JWSAlgorithm.HS384),
                TestTokens.claims("ann").build(),
                TestTokens.mac(TestTokens.SECRET));
    }

    private static String rs256() throws Exception {
        return TestTokens.signed(
                new JWSHeader(JWSAlgorithm.RS256),
                TestTokens.claims("ann").build(),
                new RSASSASigner(new RSAKeyGenerator(2048).generate()));
    }

    private static String critical() {
        return TestTokens.signed(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .criticalParams(Set.of("exp"))
                        .customParam("exp", 1)
                        .build(),
                TestTokens.claims("ann").build(),
                TestTokens.mac(TestTokens.SECRET));
    }

    private static Date inAnHour() {
        return Date.from(Instant.now().plusSeconds(3_600));
    }
}
