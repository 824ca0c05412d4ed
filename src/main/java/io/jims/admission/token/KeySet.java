package io.jims.admission.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;

/// The public keys of a JWK set (RFC 7517) that sign with RS256, ES256 or EdDSA. Others are left
/// out, secret ones among them: whatever a set holds, it lets no token in that is signed with what
/// everybody can read.
record KeySet(List<TokenKey> keys) {
    private static final int MIN_RSA_BITS = 2_048;

    KeySet {
        keys = List.copyOf(keys);
    }

    /// @throws IllegalArgumentException if the text is no JWK set, or has no such key
    static KeySet parse(String json) {
        List<TokenKey> keys;
        try {
            keys =
                    JWKSet.parse(json).getKeys().stream()
                            .map(KeySet::key)
                            .flatMap(Optional::stream)
                            .toList();
        } catch (ParseException e) {
            throw new IllegalArgumentException("not a JWK set (RFC 7517)", e);
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(
                    "the JWK set has no public key for RS256 (of 2048 bits at least), ES256 or"
                            + " EdDSA");
        }
        return new KeySet(keys);
    }

    private static Optional<TokenKey> key(JWK key) {
        if (key.getKeyUse() != null && !key.getKeyUse().equals(KeyUse.SIGNATURE)) {
            return Optional.empty();
        }
        try {
            return switch (key) {
                case RSAKey rsa when rsa.size() >= MIN_RSA_BITS ->
                        key(rsa, new RSASSAVerifier(rsa), JWSAlgorithm.RS256);
                case ECKey ec when ec.getCurve().equals(Curve.P_256) ->
                        key(ec, new ECDSAVerifier(ec), JWSAlgorithm.ES256);
                case OctetKeyPair pair when pair.getCurve().equals(Curve.Ed25519) ->
                        key(
                                pair,
                                new Ed25519Verifier(pair),
                                JWSAlgorithm.EdDSA,
                                JWSAlgorithm.Ed25519);
                default -> Optional.empty();
            };
        } catch (JOSEException e) {
            return Optional.empty(); // such as a point that is not on its curve
        }
    }

    private static Optional<TokenKey> key(
            JWK key, JWSVerifier verifier, JWSAlgorithm... algorithms) {
        List<JWSAlgorithm> ours = List.of(algorithms);
        boolean forOthers = key.getAlgorithm() != null && !ours.contains(key.getAlgorithm());
        return forOthers
                ? Optional.empty()
                : Optional.of(new TokenKey(ours, key.getKeyID(), verifier));
    }
}
