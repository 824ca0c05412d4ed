package io.jims.store.index;

import java.time.Instant;

/// What happened in one hour.
public sealed interface HourlyUsage {
    /// The beginning of the hour, in UTC.
    Instant hour();

    /// What visitors and assistant did.
    ///
    /// @param questions messages and clicks of visitors
    /// @param answers messages of the assistant
    /// @param failures runs that failed
    /// @param up ratings that hold, by their own hour
    record Talk(Instant hour, long questions, long answers, long failures, long up, long down)
            implements HourlyUsage {}

    /// What one language model did.
    ///
    /// @param runs in which it was the last to be called; the times are theirs
    record Model(
            Instant hour,
            String model,
            long calls,
            long promptTokens,
            long completionTokens,
            long cachedTokens,
            long runs,
            long totalMillis,
            long longestMillis)
            implements HourlyUsage {}
}
