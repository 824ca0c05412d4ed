package io.jims.core;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One conversation. Immutable.
///
/// @param id its key
/// @param contactId the visitor; threads made by other services may have none
/// @param externalId another system's key for the thread, where it has one
/// @param createdAt UTC, to the microsecond
/// @param config a JSON object as plain Java values; copied
public record ChatThread(
        ThreadId id,
        @Nullable String contactId,
        @Nullable String externalId,
        Instant createdAt,
        Map<String, @Nullable Object> config) {

    /// The configuration of the threads that this service makes.
    public static final Map<String, @Nullable Object> WIDGET_CONFIG = Map.of("interface", "widget");

    public ChatThread {
        createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
        config = JsonData.copyOf(config);
    }
}
