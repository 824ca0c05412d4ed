package io.jims.conversation.log;

import io.jims.core.Handoff.Mode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Steps of a thread that other processes stored, as far as they were read: a log can follow them
/// without the store, and so does it whole or not at all.
///
/// @param version of the thread after them
/// @param storedMode who answers after them, where there may be earlier events among them that were
///   not read; null where these tell it
public record StoredSteps(ThreadNews news, long version, @Nullable Mode storedMode) {
    /// The thread was deleted.
    static StoredSteps ofDeleted(long version) {
        return new StoredSteps(new ThreadNews(List.of(), Set.of()), version, null);
    }

    boolean isDeleted() {
        return version <= 0;
    }
}
