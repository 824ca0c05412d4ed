package io.jims.admission.rate;

import io.jims.store.RateLimit;

/// The key of a token bucket.
///
/// @param owner distinguishes the buckets of one kind
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
