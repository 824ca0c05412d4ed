package io.jims.server;

import io.jims.conversation.guard.Masking;
import java.util.Set;

/// What sees messages and answers before they are stored, beside what is registered.
///
/// @param guard what `--guard` names; empty for none
/// @param masked what is masked
public record GuardSettings(SettingValue guard, Set<Masking.Kind> masked) {
    public GuardSettings {
        masked = Set.copyOf(masked);
    }
}
