package io.jims.admission.token;

import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How visitors prove their identity.
///
/// @param signers who may sign tokens
/// @param issuer required value of `iss`; null for any
/// @param audience required among the values of `aud`; null for any
/// @param clockSkew tolerated difference of the signer's clock
/// @param maxKeyAge longest age of published keys before they are reloaded
public record TokenSettings(
        Signers signers,
        @Nullable String issuer,
        @Nullable String audience,
        Duration clockSkew,
        Duration maxKeyAge) {

    /// Signs a token that meets these rules.
    ///
    /// @throws IllegalStateException if somebody else signs
    /// @throws IOException if the secret cannot be read
    public String sign(ContactId contact, Instant expires) throws IOException {
        if (!(signers instanceof Signers.Secrets(SecretSource source))) {
            throw new IllegalStateException(
                    "tokens are signed elsewhere (--auth-jwks); ask there for one");
        }
        return source.read()
                .getFirst()
                .sign(
                        new JWTClaimsSet.Builder()
                                .subject(contact.value())
                                .issuer(issuer)
                                .audience(audience)
                                .issueTime(Date.from(Instant.now()))
                                .expirationTime(Date.from(expires))
                                .build());
    }

    /// Who may sign.
    public sealed interface Signers {
        record Secrets(SecretSource source) implements Signers {
            public Secrets(TokenSecret... secrets) {
                this(new SecretSource.Given(List.of(secrets)));
            }
        }

        record Keys(KeySource source) implements Signers {}
    }
}
