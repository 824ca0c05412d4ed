package io.jims.admission.token;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import io.jims.admission.token.TokenSettings.Signers;
import io.jims.core.ChatException;
import io.jims.testing.KeyServer;
import io.jims.testing.TestTokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenCheckTest {
    private static final Instant END = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration SKEW = Duration.ofMillis(1_500);
    private static final Duration A_MOMENT = Duration.ofMillis(1);

    private Instant now = END;

    @Test
    void expiry_isExactToTheMillisecond_skewIncluded() {
        TokenCheck check = check(new Signers.Secrets(new TokenSecret(TestTokens.SECRET)));
        String token = token(claims());

        now = END.plus(SKEW).minus(A_MOMENT);
        Identity ann = check.verify(token);
        assertThat(ann).isEqualTo(new Identity(new ContactId("ann"), END.plus(SKEW)));
        check.requireCurrent(ann);

        now = END.plus(SKEW);
        assertThatThrownBy(() -> check.verify(token)).hasMessage("The token has expired.");
        assertThatThrownBy(() -> check.requireCurrent(ann)).hasMessage("The token has expired.");
        now = END.plus(Duration.ofHours(1));
        assertThatThrownBy(() -> check.verify(token)).hasMessage("The token has expired.");
    }

    @Test
    void tokenOfTheFuture_isRefused_beyondTheSkew() {
        TokenCheck check = check(new Signers.Secrets(new TokenSecret(TestTokens.SECRET)));
        String token = token(claims().notBeforeTime(Date.from(END.minusSeconds(60))));

        now = END.minusSeconds(60).minus(SKEW).plus(A_MOMENT);
        assertThat(check.verify(token).contact()).isEqualTo(new ContactId("ann"));
        now = END.minusSeconds(63);
        assertInvalid(check, token);
    }

    @Test
    void claimsThatAreNull_areMissing() {
        TokenCheck check = check(new Signers.Secrets(new TokenSecret(TestTokens.SECRET)));
        now = END.minusSeconds(1);

        for (String claims : new String[] {"\"sub\":\"ann\",\"exp\":null", "\"sub\":null"}) {
            assertInvalid(
                    check,
                    signed(
                            "{\"iss\":\"%s\",\"aud\":\"chat\",%s}"
                                    .formatted(TestTokens.ISSUER, claims)));
        }
    }

    /// Providers write `JWT`, `at+jwt` or none; and the thumbprint of a certificate that nobody
    /// published.
    @Test
    void typeAndThumbprint_sayNothingThatCounts(@TempDir Path directory) throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
        TokenCheck check = check(published(directory, key));
        now = END.minusSeconds(1);

        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType("at+jwt"))
                        .x509CertSHA256Thumbprint(Base64URL.encode(new byte[32]))
                        .keyID("one")
                        .build();
        assertThat(check.verify(TestTokens.signed(header, claims().build(), new ECDSASigner(key))))
                .extracting(Identity::contact)
                .isEqualTo(new ContactId("ann"));
    }

    @Test
    void keyWithoutAnId_isTheOneOfAnyToken(@TempDir Path directory) throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).generate();
        TokenCheck check = check(published(directory, key));
        now = END.minusSeconds(1);

        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("whatever").build();
        assertThat(check.verify(TestTokens.signed(header, claims().build(), new ECDSASigner(key))))
                .extracting(Identity::contact)
                .isEqualTo(new ContactId("ann"));
    }

    private TokenCheck check(Signers signers) {
        return new TokenCheck(
                new TokenSettings(
                        signers,
                        TestTokens.ISSUER,
                        TestTokens.AUDIENCE,
                        SKEW,
                        Duration.ofMinutes(5)),
                () -> now);
    }

    private static Signers published(Path directory, ECKey key) throws Exception {
        Path file = Files.writeString(directory.resolve("keys.json"), KeyServer.document(key));
        return new Signers.Keys(KeySource.ofFile(file));
    }

    private static JWTClaimsSet.Builder claims() {
        return TestTokens.claims("ann").expirationTime(Date.from(END));
    }

    private static String token(JWTClaimsSet.Builder claims) {
        return TestTokens.signed(claims.build());
    }

    private static String signed(String claims) {
        try {
            String unsigned = TestTokens.raw("{\"alg\":\"HS256\"}", claims, new byte[0]);
            String input = unsigned.substring(0, unsigned.length() - 1);
            return input
                    + "."
                    + new MACSigner(TestTokens.SECRET)
                            .sign(new JWSHeader(JWSAlgorithm.HS256), input.getBytes(US_ASCII));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertInvalid(TokenCheck check, String token) {
        assertThatThrownBy(() -> check.verify(token))
                .isInstanceOf(ChatException.class)
                .hasMessage("The token is not valid.");
    }
}
