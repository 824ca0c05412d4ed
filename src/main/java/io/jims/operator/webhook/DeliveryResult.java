package io.jims.operator.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The result of one delivery attempt.
sealed interface DeliveryResult {
    /// The receiver accepted the event.
    record Delivered() implements DeliveryResult {}

    /// The receiver is up and refused this event.
    record Refused(String reason) implements DeliveryResult {}

    /// The receiver accepts nothing now.
    ///
    /// @param pause that the receiver asked for; null if it did not
    record Unreachable(String reason, @Nullable Duration pause) implements DeliveryResult {}
}
