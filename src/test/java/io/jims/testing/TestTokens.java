package io.jims.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.jims.admission.AccessSettings;
import io.jims.admission.token.KeySource;
import io.jims.admission.token.TokenSecret;
import io.jims.admission.token.TokenSettings;
import io.jims.admission.token.TokenSettings.Signers;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/// Tokens as a site's backend, or someone who would like to be one, makes them.
public final class TestTokens {
    public static final String SECRET = "a secret of at least 32 bytes, shared with the backend";
    public static final String ISSUER = "https://shop.example";
    public static final String AUDIENCE = "chat";

    private TestTokens() {}

    /// A server that asks for tokens which are signed with the secret.
    public static AccessSettings bySecret() {
        return by(new Signers.Secrets(new TokenSecret(SECRET)));
    }

    /// A server that asks for tokens which are signed with a published key.
    public static AccessSettings byKeys(KeySource place) {
        return by(new Signers.Keys(place));
    }

    private static AccessSettings by(Signers signers) {
        return AccessSettings.OPEN.with(
                new TokenSettings(signers, ISSUER, AUDIENCE, Duration.ZERO, Duration.ofMinutes(5)));
    }

    /// Claims that no server has anything against.
    public static JWTClaimsSet.Builder claims(String contact) {
        return new JWTClaimsSet.Builder()
                .subject(contact)
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .expirationTime(Date.from(Instant.now().plusSeconds(3_600)));
    }

    /// A good token, by the secret.
    public static String of(String contact) {
        return signed(claims(contact).build());
    }

    /// A good token that lasts for so long; tokens know whole seconds only.
    public static String of(String contact, Duration lifetime) {
        return signed(
                claims(contact).expirationTime(Date.from(Instant.now().plus(lifetime))).build());
    }

    public static String signed(JWTClaimsSet claims) {
        return signed(new JWSHeader(JWSAlgorithm.HS256), claims, mac(SECRET));
    }

    public static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
        try {
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /// A good token whose claims are this JSON, which a library would not write.
    ///
    /// @param subject the string's inner part
    public static String signedJson(String subject) {
        String claims =
                "{\"sub\":\"%s\",\"iss\":\"%s\",\"aud\":\"%s\",\"exp\":%d}"
                        .formatted(
                                subject,
                                ISSUER,
                                AUDIENCE,
                                Instant.now().plusSeconds(3_600).getEpochSecond());
        try {
            JWSObject token = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(claims));
            token.sign(mac(SECRET));
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    public static JWSSigner mac(String secret) {
        try {
            return new MACSigner(secret);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /// A token of any parts, whatever a library thinks of them.
    public static String raw(String header, String claims, byte[] signature) {
        return Base64URL.encode(header)
                + "."
                + Base64URL.encode(claims)
                + "."
                + Base64URL.encode(signature);
    }
}
