package io.jims.admission.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.jims.core.secret.Secret;
import java.nio.charset.StandardCharsets;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// A secret that the site's backend and this server share to sign tokens (HS256). No message of
/// this class shows it.
///
/// @param secret at least 32 bytes in UTF-8, the length of the signature (RFC 7518, section 3.2)
public record TokenSecret(Secret secret) {
    private static final int MIN_BYTES = 32;

    public TokenSecret {
        if (secret.text().getBytes(StandardCharsets.UTF_8).length < MIN_BYTES) {
            throw new IllegalArgumentException(
                    "a secret has "
                            + MIN_BYTES
                            + " bytes at least, such as openssl rand -hex 32"
                            + " prints");
        }
    }

    public TokenSecret(String text) {
        this(new Secret(text));
    }

    /// Signs a token with these claims.
    String sign(JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            token.sign(new MACSigner(secret.text()));
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
        return token.serialize();
    }

    SecretKey key() {
        return new SecretKeySpec(secret.text().getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }
}
