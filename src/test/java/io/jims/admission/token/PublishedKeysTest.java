package io.jims.admission.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.JWTProcessor;
import io.jims.testing.CapturedLog;
import io.jims.testing.KeyServer;
import io.jims.testing.TestTokens;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedKeysTest {
    private static final Duration MAX_AGE = Duration.ofMinutes(5);
    private static final Duration A_MOMENT = Duration.ofSeconds(1);
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final JWTProcessor<KeySet> SIGNATURES_ONLY =
            TokenRules.processor(TokenRules.publishedKeys(), null);
    private static final ECKey OLD = key("old");
    private static final ECKey NEW = key("new");

    private KeyServer server;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private PublishedKeys keys;

    @BeforeEach
    void publishTheOldOne() throws Exception {
        server = new KeyServer(OLD);
        keys = new PublishedKeys(server.place(), MAX_AGE, clock());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void knownKey_isReadOnce() {
        for (int i = 0; i < 100; i++) {
            assertThat(vouchedFor(signedBy(OLD))).isTrue();
        }
        assertThat(server.requests()).isOne();
    }

    @Test
    void newKey_isFoundAtOnce_andTheOldOneForgotten() {
        server.publish(NEW);

        assertThat(vouchedFor(signedBy(NEW))).isTrue();
        assertThat(vouchedFor(signedBy(OLD))).isFalse();
    }

    @Test
    void newKey_withoutAnId_isFoundAtOnce() throws Exception {
        server.publish(new ECKey.Builder(NEW).keyID(null).build());

        assertThat(vouchedFor(signed(NEW, null))).isTrue();
    }

    @Test
    void unknownKeys_areSoughtAtABoundedRate() {
        for (int i = 0; i < 100; i++) {
            assertThat(vouchedFor(signedBy(NEW))).isFalse();
        }
        assertThat(server.requests()).isEqualTo(2);

        now = now.plus(INTERVAL);
        server.publish(OLD, NEW);
        assertThat(vouchedFor(signedBy(NEW))).isTrue();
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void forgedSignature_ofAKnownKey_isNotSought() throws Exception {
        assertThat(vouchedFor(signed(NEW, "old"))).isFalse();
        assertThat(server.requests()).isOne();
    }

    @Test
    void keysThatGrewOld_areReadAgain_andWithdrawnOnesForgotten() {
        server.publish(NEW);
        now = now.plus(MAX_AGE).minus(A_MOMENT);
        assertThat(vouchedFor(signedBy(OLD))).isTrue();

        now = now.plus(A_MOMENT);
        assertThat(vouchedFor(signedBy(OLD))).isFalse();
    }

    @Test
    void failure_leavesTheLastKeys_andIsTriedAgainInTime() {
        server.answerWith(500, "");
        now = now.plus(MAX_AGE);
        assertThat(vouchedFor(signedBy(OLD))).isTrue();
        assertThat(vouchedFor(signedBy(OLD))).isTrue();
        assertThat(server.requests()).isEqualTo(2);

        server.answerWith(200, "no keys");
        now = now.plus(INTERVAL);
        assertThat(vouchedFor(signedBy(OLD))).isTrue();
        assertThat(server.requests()).isEqualTo(3);

        server.publish(NEW);
        now = now.plus(INTERVAL);
        assertThat(vouchedFor(signedBy(NEW))).isTrue();
    }

    @Test
    void outage_isALineAtItsBeginning_andOneAtItsEnd() {
        try (CapturedLog log = new CapturedLog(PublishedKeys.class)) {
            for (int outage = 1; outage <= 2; outage++) {
                server.answerWith(503, "");
                for (int i = 0; i < 5; i++) {
                    now = now.plus(MAX_AGE);
                    vouchedFor(signedBy(OLD));
                }
                server.publish(OLD);
                now = now.plus(MAX_AGE);
                vouchedFor(signedBy(OLD));

                assertThat(log.lines()).hasSize(2 * outage);
            }

            assertThat(log.lines().getFirst()).startsWith("WARNING").contains("--auth-jwks", "503");
            assertThat(log.lines().getLast()).startsWith("INFO").contains("after 5 failures");
        }
    }

    @Test
    void serverThatIsDown_leavesTheLastKeys() {
        server.close();
        now = now.plus(MAX_AGE);

        assertThat(vouchedFor(signedBy(OLD))).isTrue();
    }

    @Test
    void tooLongADocument_isNotTaken() {
        server.answerWith(200, KeyServer.document(NEW) + " ".repeat(KeySource.MAX_BYTES));
        now = now.plus(MAX_AGE);

        assertThat(vouchedFor(signedBy(OLD))).isTrue();
        assertThat(vouchedFor(signedBy(NEW))).isFalse();
    }

    @Test
    void serverThatIsDownAtTheStart_isAskedAgain() throws Exception {
        server.answerWith(503, "");
        keys = new PublishedKeys(server.place(), MAX_AGE, clock());
        server.publish(OLD);

        assertThat(vouchedFor(signedBy(OLD))).isTrue();
    }

    @Test
    void file_isReadAgain(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("keys.json"), KeyServer.document(OLD));
        keys = new PublishedKeys(KeySource.ofFile(file), MAX_AGE, clock());
        Files.writeString(file, KeyServer.document(NEW));

        assertThat(vouchedFor(signedBy(NEW))).isTrue();
    }

    @Test
    void documentWithoutKeysForUs_isRefused() throws Exception {
        JWK encrypting = new ECKey.Builder(NEW).keyUse(KeyUse.ENCRYPTION).build();
        JWK otherCurve = new ECKeyGenerator(Curve.P_384).generate();
        JWK weak = new RSAKeyGenerator(1_024, true).generate();
        JWK otherAlgorithm = new ECKey.Builder(NEW).algorithm(JWSAlgorithm.ES512).build();

        for (JWK key : new JWK[] {encrypting, otherCurve, weak, otherAlgorithm}) {
            assertThatThrownBy(() -> KeySet.parse(KeyServer.document(key)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("RS256");
        }
        assertThatThrownBy(() -> KeySet.parse("{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}"))
                .hasMessageContaining("RS256");
        assertThatThrownBy(() -> KeySet.parse("[]")).hasMessageContaining("not a JWK set");
    }

    @Test
    void addressWithoutHost_orWithAUser_isRefused() {
        for (String url : new String[] {"http:///keys", "https://user:pw@idp.example/keys"}) {
            assertThatThrownBy(() -> KeySource.ofUrl(URI.create(url)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("pw");
        }
    }

    private boolean vouchedFor(SignedJWT token) {
        try {
            keys.process(token, SIGNATURES_ONLY);
            return true;
        } catch (BadJOSEException e) {
            return false;
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private InstantSource clock() {
        return () -> now;
    }

    private static ECKey key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static SignedJWT signedBy(ECKey key) {
        return signed(key, key.getKeyID());
    }

    private static SignedJWT signed(ECKey key, @Nullable String id) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(id).build();
        try {
            return SignedJWT.parse(
                    TestTokens.signed(
                            header, TestTokens.claims("ann").build(), new ECDSASigner(key)));
        } catch (JOSEException | ParseException e) {
            throw new AssertionError(e);
        }
    }
}
