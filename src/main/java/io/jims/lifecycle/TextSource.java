package io.jims.lifecycle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A source of texts. Used by one thread at a time.
interface TextSource {
    /// Names it for the operator, without its secrets.
    String description();

    /// Reads the source once, in bounded time and size.
    ///
    /// @param version as the last reading that was taken had it; null reads in any case
    /// @throws SourceException if it cannot be read or has no texts
    Reading read(@Nullable String version);

    /// Lets go of what it holds.
    default void close() {}

    /// What a read found.
    sealed interface Reading {
        /// The same as in the version that was asked about.
        record Unchanged() implements Reading {}

        /// Its rows.
        ///
        /// @param rows possibly more than [SourceBounds] allow, so that this can be reported
        /// @param version to ask about next time; null where the source has none
        record Rows(List<TextRow> rows, @Nullable String version) implements Reading {
            public Rows {
                rows = List.copyOf(rows);
            }
        }
    }
}
