package io.jims.admission.rate;

import io.jims.store.RateLimit;
import java.time.Duration;

/// One token of one bucket.
///
/// @param owner whose bucket it is, of those of this kind
/// @param limit of all buckets of this kind
public record Charge(Kind kind, String owner, RateLimit limit) {
    /// What the buckets are for.
    public enum Kind {
        CONTACT,
        THREAD,
        ADDRESS,
        NEW_THREAD
    }

    /// Why a charge was not paid.
    ///
    /// @param charge the first that could not be paid
    /// @param delay until it can be
    public record Refusal(Charge charge, Duration delay) {}
}
