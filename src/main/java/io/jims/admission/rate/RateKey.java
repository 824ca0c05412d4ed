package io.jims.admission.rate;

import io.jims.store.RateLimit;

/// Whose token bucket a token is taken from.
///
/// @param owner tells it from the others of this kind
/// @param limit of all buckets of this kind
public record RateKey(Kind kind, String owner, RateLimit limit) {
    /// What the buckets are for.
    public enum Kind {
        CONTACT,
        THREAD,
        ADDRESS,
        NEW_THREAD,
        FEEDBACK,
        ADDRESS_FEEDBACK,
        LISTING,
        ADDRESS_LISTING,
        UPLOAD,
        ADDRESS_UPLOAD
    }
}
