package io.jims.store.index;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// What one language model used up in a part of the time, as far as that is told apart.
///
/// @param day in UTC; null where days are not told apart
/// @param contact null likewise; empty for what was erased, or of nobody
/// @param model as the app calls it
/// @param app null likewise; empty for what does not say it
/// @param promptTokens the cached ones among them
public record ModelCosts(
        @Nullable LocalDate day,
        @Nullable String contact,
        String model,
        @Nullable String app,
        long calls,
        long promptTokens,
        long completionTokens,
        long cachedTokens) {
    /// What can be told apart beside the models.
    public enum By {
        DAY,
        CONTACT,
        APP
    }
}
