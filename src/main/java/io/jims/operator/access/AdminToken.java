package io.jims.operator.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jims.core.Sha256;
import io.jims.core.secret.Secret;
import java.security.MessageDigest;

/// The shared secret for the operator's listener (`--admin-token`). No message of this class shows
/// it.
///
/// @param secret at least 32 printable ASCII characters without spaces
public record AdminToken(Secret secret) {
    private static final int MIN_LENGTH = 32;

    public AdminToken {
        Secret.forHeader("an admin token", secret.text());
        if (secret.text().length() < MIN_LENGTH) {
            throw new IllegalArgumentException(
                    "an admin token has "
                            + MIN_LENGTH
                            + " characters at least, such as openssl rand -hex 32 prints");
        }
    }

    public AdminToken(String text) {
        this(new Secret(text));
    }

    /// Compares in constant time.
    boolean matches(String given) {
        return MessageDigest.isEqual(
                Sha256.of(secret.text().getBytes(UTF_8)), Sha256.of(given.getBytes(UTF_8)));
    }
}
