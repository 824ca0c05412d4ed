package io.jims.widget.admission;

import java.time.Duration;
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

    /// Who may sign.
    public sealed interface Signers {
        record Secret(TokenSecret secret) implements Signers {}

        record Keys(KeyPlace place) implements Signers {}
    }
}
