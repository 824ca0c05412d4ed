package io.jims.admission.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import java.security.PublicKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A published key, with the JDK's form of it for verifying signatures.
record TokenKey(JWK published, PublicKey key) {
    /// Empty for an invalid key, such as a point that is not on its curve.
    static Optional<TokenKey> of(JWK published) {
        try {
            return Optional.of(new TokenKey(published, publicKey(published)));
        } catch (JOSEException e) {
            return Optional.empty();
        }
    }

    /// A key without an id may verify any token.
    boolean mayHave(@Nullable String id) {
        return id == null || published.getKeyID() == null || hasId(id);
    }

    boolean hasId(String id) {
        return id.equals(published.getKeyID());
    }

    private static PublicKey publicKey(JWK published) throws JOSEException {
        return switch (published) {
            case OctetKeyPair pair -> Ed25519Verifier.publicKey(pair);
            case AsymmetricJWK pair -> pair.toPublicKey();
            default -> throw new JOSEException("a secret is no public key");
        };
    }
}
