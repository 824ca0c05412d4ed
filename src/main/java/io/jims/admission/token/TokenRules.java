package io.jims.admission.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jwt.JWTClaimNames;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.JWTClaimsSetVerifier;
import com.nimbusds.jwt.proc.JWTProcessor;
import java.security.Key;
import java.security.interfaces.EdECPublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rules for a token, in the terms of the library.
final class TokenRules {
    private TokenRules() {}

    /// Verifies the signature, then the claims.
    static JWTProcessor<KeySet> of(
            JWSKeySelector<KeySet> keys, TokenSettings settings, InstantSource clock) {
        return processor(keys, new Claims(settings, clock));
    }

    /// Selects from the keys that a token is processed with.
    static JWSKeySelector<KeySet> publishedKeys() {
        return (header, keys) -> keys.candidates(header);
    }

    /// @param claims null to verify no claims
    static JWTProcessor<KeySet> processor(
            JWSKeySelector<KeySet> keys, @Nullable JWTClaimsSetVerifier<KeySet> claims) {
        DefaultJWTProcessor<KeySet> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier((type, context) -> {}); // providers write JWT, at+jwt or none
        processor.setJWSKeySelector(keys);
        processor.setJWSVerifierFactory(new Verifiers());
        processor.setJWTClaimsSetVerifier(claims);
        return processor;
    }

    /// The library's verifiers, and ours for the algorithm for which the library needs another one.
    private static final class Verifiers extends DefaultJWSVerifierFactory {
        @Override
        public JWSVerifier createJWSVerifier(JWSHeader header, Key key) throws JOSEException {
            return key instanceof EdECPublicKey edwards
                    ? new Ed25519Verifier(edwards)
                    : super.createJWSVerifier(header, key);
        }
    }

    private static final class Claims extends DefaultJWTClaimsVerifier<KeySet> {
        private final InstantSource clock;

        Claims(TokenSettings settings, InstantSource clock) {
            super(
                    settings.audience(),
                    issuedBy(settings.issuer()),
                    Set.of(JWTClaimNames.SUBJECT, JWTClaimNames.EXPIRATION_TIME));
            this.clock = clock;
            setMaxClockSkew(wholeSeconds(settings.clockSkew()));
        }

        private static JWTClaimsSet issuedBy(@Nullable String issuer) {
            JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder();
            return issuer == null ? claims.build() : claims.issuer(issuer).build();
        }

        /// Rounded up: the library has whole seconds only. [Identity#expires] is exact.
        private static int wholeSeconds(Duration skew) {
            return Math.toIntExact(skew.plusSeconds(1).minusNanos(1).toSeconds());
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
