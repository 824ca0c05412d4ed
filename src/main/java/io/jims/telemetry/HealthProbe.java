package io.jims.telemetry;

import java.util.function.BooleanSupplier;

/// One of the things that must hold for this server to be sent visitors.
///
/// @param name names it in the answer of `/health/ready`; not blank
/// @param check returns if it holds, throws saying what is wrong; may block; called on any thread,
///   by several at once
public record HealthProbe(String name, Runnable check) {
    public HealthProbe {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a health probe must have a name");
        }
    }

    /// A probe that holds while the condition does.
    ///
    /// @param otherwise what is wrong when it does not
    public static HealthProbe of(String name, BooleanSupplier condition, String otherwise) {
        return new HealthProbe(
                name,
                () -> {
                    if (!condition.getAsBoolean()) {
                        throw new IllegalStateException(otherwise);
                    }
                });
    }
}
