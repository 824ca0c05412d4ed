package io.jims.widget.admission;

import io.jims.core.RateLimit;
import java.time.Duration;

/// One token of one bucket.
///
/// @param owner whose bucket it is, of those of this kind
/// @param limit of all buckets of this kind
record Charge(Kind kind, String owner, RateLimit limit) {
    /// What the buckets are for.
    enum Kind {
        CONTACT,
        THREAD,
        ADDRESS,
        NEW_THREAD
    }

    /// @param charge the first that could not be paid
    /// @param delay until it can be
    record Refusal(Charge charge, Duration delay) {}
}
