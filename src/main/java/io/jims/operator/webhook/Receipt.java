package io.jims.operator.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What came of one attempt to tell of an event.
sealed interface Receipt {
    /// The receiver has it.
    record Taken() implements Receipt {}

    /// The receiver is there and does not want this one.
    record Refused(String reason) implements Receipt {}

    /// Nobody takes anything at present.
    ///
    /// @param pause that the receiver asked for
    record Unreachable(String reason, @Nullable Duration pause) implements Receipt {}
}
