package io.jims.server;

import io.jims.conversation.guard.Masking;
import java.util.Set;

/// Settings of the guards, in addition to registered ones.
///
/// @param guard what `--guard` names; empty for none
/// @param masked kinds of personal data to mask
public record GuardSettings(SettingValue guard, Set<Masking.Kind> masked) {
    public GuardSettings {
        masked = Set.copyOf(masked);
    }
}
