package io.jims.telemetry;

import java.util.Map;
import java.util.function.Supplier;

/// One of the things that must hold for this server to be sent visitors.
///
/// @param name names it in the answer of `/health/ready`; not blank
/// @param check returns if it holds, throws saying what is wrong; may block; called on any thread,
///   by several at once
/// @param details what the answer tells while it holds; called likewise
public record HealthProbe(String name, Runnable check, Supplier<Map<String, String>> details) {
    public HealthProbe {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a health probe must have a name");
        }
    }

    public HealthProbe(String name, Runnable check) {
        this(name, check, Map::of);
    }

    /// A probe that always holds: of something that visitors can do without.
    public static HealthProbe telling(String name, Supplier<Map<String, String>> details) {
        return new HealthProbe(name, () -> {}, details);
    }
}
