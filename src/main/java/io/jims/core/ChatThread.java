package io.jims.core;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One conversation. Immutable.
///
/// @param id its key
/// @param contactId the visitor; threads made by other services may have none
/// @param externalId another system's key for the thread, if any
/// @param createdAt UTC, to the microsecond
/// @param config a JSON object as plain Java values; copied
public record ChatThread(
        ThreadId id,
        @Nullable String contactId,
        @Nullable String externalId,
        Instant createdAt,
        Map<String, @Nullable Object> config) {

    private static final Map<String, @Nullable Object> WIDGET_CONFIG =
            Map.of("interface", "widget");

    public ChatThread {
        createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
        config = JsonData.copyOf(config);
    }

    /// Creates a thread of this service.
    public static ChatThread create(String contactId, @Nullable String externalId) {
        return new ChatThread(
                ThreadId.create(), contactId, externalId, Instant.now(), WIDGET_CONFIG);
    }
}
