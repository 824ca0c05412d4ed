package io.jims.admission.token;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.proc.SecurityContext;
import java.security.PublicKey;
import java.text.ParseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The public keys of a JWK set (RFC 7517) for RS256, ES256 or EdDSA. All others are ignored,
/// secret keys included: a token signed with a key that everyone can read is never accepted.
record KeySet(List<TokenKey> keys) implements SecurityContext {
    private static final int MIN_RSA_BITS = 2_048;
    private static final JWKMatcher RSA =
            signing(KeyType.RSA, JWSAlgorithm.RS256).minKeySize(MIN_RSA_BITS).build();
    private static final JWKMatcher ELLIPTIC =
            signing(KeyType.EC, JWSAlgorithm.ES256).curve(Curve.P_256).build();
    private static final JWKMatcher EDWARDS =
            signing(KeyType.OKP, JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519)
                    .curve(Curve.Ed25519)
                    .build();

    /// The key decides on its algorithms, never the token, so that no key is used with an algorithm
    /// that it is not meant for.
    private static final Map<JWSAlgorithm, JWKMatcher> BY_ALGORITHM =
            Map.of(
                    JWSAlgorithm.RS256,
                    RSA,
                    JWSAlgorithm.ES256,
                    ELLIPTIC,
                    JWSAlgorithm.EdDSA,
                    EDWARDS,
                    JWSAlgorithm.Ed25519,
                    EDWARDS);

    KeySet {
        keys = List.copyOf(keys);
    }

    /// @throws IllegalArgumentException if the text is no JWK set, or has no such key
    static KeySet parse(String json) {
        List<TokenKey> keys;
        try {
            keys =
                    JWKSet.parse(json).getKeys().stream()
                            .filter(KeySet::isForTokens)
                            .map(TokenKey::of)
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

    /// The keys that may verify this token.
    List<PublicKey> candidates(JWSHeader token) {
        JWKMatcher matcher = BY_ALGORITHM.get(token.getAlgorithm());
        if (matcher == null) {
            return List.of();
        }
        return keys.stream()
                .filter(key -> matcher.matches(key.published()) && key.mayHave(token.getKeyID()))
                .map(TokenKey::key)
                .toList();
    }

    /// Whether the set has the key that the token names; a token without a key id may always be
    /// signed with a new key.
    boolean isNamed(JWSHeader token) {
        String id = token.getKeyID();
        return id != null && keys.stream().anyMatch(key -> key.hasId(id));
    }

    private static boolean isForTokens(JWK key) {
        return BY_ALGORITHM.values().stream().anyMatch(matcher -> matcher.matches(key));
    }

    /// An absent member of a key forbids nothing.
    private static JWKMatcher.Builder signing(KeyType type, JWSAlgorithm... algorithms) {
        Set<Algorithm> allowed = new HashSet<>(Arrays.asList(algorithms));
        allowed.add(null);
        return new JWKMatcher.Builder()
                .keyType(type)
                .keyUses(KeyUse.SIGNATURE, null)
                .algorithms(allowed);
    }
}
