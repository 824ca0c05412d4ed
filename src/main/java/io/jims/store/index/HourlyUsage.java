package io.jims.store.index;

import java.time.Instant;

/// Counts of one hour.
public sealed interface HourlyUsage {
    /// The start of the hour, in UTC.
    Instant hour();

    /// The activity of visitors and assistant.
    ///
    /// @param questions messages and clicks of visitors
    /// @param answers messages of the assistant
    /// @param failures runs that failed
    /// @param up current ratings, counted in the hour in which they were given
    record Talk(Instant hour, long questions, long answers, long failures, long up, long down)
            implements HourlyUsage {}

    /// The activity of one language model.
    ///
    /// @param runs in which it was called last; the times are theirs
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
