package io.jims.lifecycle;

import java.nio.file.Path;
import java.time.Duration;

/// Settings of the source of the widget's words.
///
/// @param refresh interval of reading the source (`--lifecycle-refresh`)
/// @param cache file that keeps the last good texts for the next start (`--lifecycle-cache`)
public record LifecycleSettings(Origin origin, Duration refresh, Path cache) {
    public LifecycleSettings {
        if (!refresh.isPositive()) {
            throw new IllegalArgumentException("refresh must be positive: " + refresh);
        }
    }

    /// What `--lifecycle` names.
    public sealed interface Origin {
        /// The table of a Grist document.
        ///
        /// @param orTable whether the table in the database is used until Grist has responded
        record Grist(GristDocument document, boolean orTable) implements Origin {
            public Grist(GristDocument document) {
                this(document, false);
            }
        }

        /// The table in the database of the conversations.
        ///
        /// @param required whether it is meant even while it is not there; else it is used where it
        ///   is at the start
        record Table(boolean required) implements Origin {}

        record File(Path file, FileFormat format) implements Origin {}

        /// The built-in words alone.
        record None() implements Origin {}
    }
}
