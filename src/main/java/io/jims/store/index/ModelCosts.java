package io.jims.store.index;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// The usage of one language model in a period, grouped as requested.
///
/// @param day in UTC; null if not grouped by day
/// @param contact null if not grouped by contact; empty for erased or unknown ones
/// @param model the app's name for it
/// @param app null if not grouped by app; empty if unknown
/// @param promptTokens input, cached tokens included
public record ModelCosts(
        @Nullable LocalDate day,
        @Nullable String contact,
        String model,
        @Nullable String app,
        long calls,
        long promptTokens,
        long completionTokens,
        long cachedTokens) {
    /// What can be grouped by, in addition to the model.
    public enum By {
        DAY,
        CONTACT,
        APP
    }
}
