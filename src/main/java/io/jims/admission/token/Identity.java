package io.jims.admission.token;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who a visitor is, by its token.
///
/// @param expires from when on that no longer counts, clock skew included
/// @param facts what else the signer says of the visitor (the claim `ctx`), a JSON object as plain
///   Java values
public record Identity(ContactId contact, Instant expires, Map<String, @Nullable Object> facts) {
    /// Of whom nothing else is said.
    public Identity(ContactId contact, Instant expires) {
        this(contact, expires, Map.of());
    }
}
