package io.jims.lifecycle;

import io.jims.lifecycle.LifecycleSettings.Origin;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Finds the source that `--lifecycle` names.
final class Sources {
    private static final Logger LOGGER = System.getLogger(Sources.class.getName());

    /// How long Grist may take, to the last byte.
    private static final Duration GRIST_TIMEOUT = Duration.ofSeconds(10);

    private Sources() {}

    /// Null where the built-in words are meant.
    ///
    /// @param table of the database of the conversations; null where that has none
    static @Nullable TextSource find(Origin origin, @Nullable TextTable table) {
        return switch (origin) {
            case Origin.Grist(GristDocument document, boolean orTable) -> {
                TextSource grist = new GristSource(document, GRIST_TIMEOUT);
                yield orTable && table != null ? new GristOrTable(grist, table) : grist;
            }
            case Origin.File(var file, var format) -> new FileSource(file, format);
            case Origin.Table(boolean required) ->
                    table != null && (required || isThere(table)) ? new TableSource(table) : null;
            case Origin.None() -> null;
        };
    }

    private static boolean isThere(TextTable table) {
        try {
            return table.exists();
        } catch (SourceException e) {
            LOGGER.log(Level.WARNING, "dm_conversation_lifecycle is not used (--lifecycle)", e);
            return false;
        }
    }
}
