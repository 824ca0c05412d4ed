package io.jims.admission.token;

import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How visitors prove who they are.
///
/// @param signers who may sign tokens
/// @param issuer what a token's `iss` must be; null for anything
/// @param audience what must be among a token's `aud`; null for anything
/// @param clockSkew how far the signer's clock may be off
/// @param maxKeyAge how old published keys may grow before they are read again
public record TokenSettings(
        Signers signers,
        @Nullable String issuer,
        @Nullable String audience,
        Duration clockSkew,
        Duration maxKeyAge) {

    /// A token that meets these rules.
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
