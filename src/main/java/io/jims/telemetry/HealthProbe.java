package io.jims.telemetry;

import java.util.Map;
import java.util.function.Supplier;

/// A condition for this server to be ready.
///
/// @param name in the response of `/health/ready`; not blank
/// @param check returns if the condition holds, otherwise throws with the reason; may block; called
///   on any thread, and concurrently
/// @param details for the response while the condition holds; called likewise
public record HealthProbe(String name, Runnable check, Supplier<Map<String, String>> details) {
    public HealthProbe {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a health probe must have a name");
        }
    }

    public HealthProbe(String name, Runnable check) {
        this(name, check, Map::of);
    }

    /// A probe that always succeeds, for something that the server can do without.
    public static HealthProbe telling(String name, Supplier<Map<String, String>> details) {
        return new HealthProbe(name, () -> {}, details);
    }
}
