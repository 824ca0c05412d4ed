package io.jims.admission.token;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A visitor's identity, from a token.
///
/// @param expires when it stops to be valid, clock skew included
/// @param facts what else the signer says about the visitor (the claim `ctx`), a JSON object as
///   plain Java values
public record Identity(ContactId contact, Instant expires, Map<String, @Nullable Object> facts) {
    /// An identity without further facts.
    public Identity(ContactId contact, Instant expires) {
        this(contact, expires, Map.of());
    }
}
