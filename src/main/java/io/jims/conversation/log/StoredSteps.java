package io.jims.conversation.log;

import io.jims.core.Handoff.Mode;
import java.util.List;
import java.util.Set;

/// Steps of a thread that other processes stored, as far as they were read: a log can follow them
/// without the store, and so does it whole or not at all.
///
/// @param version of the thread after them
/// @param mayHaveOthers whether there may be earlier events among them that were not read
/// @param mode who answers after them
public record StoredSteps(ThreadNews news, long version, boolean mayHaveOthers, Mode mode) {
    /// The thread was deleted.
    static StoredSteps ofDeleted(long version) {
        return new StoredSteps(new ThreadNews(List.of(), Set.of()), version, false, Mode.ASSISTANT);
    }

    boolean isDeleted() {
        return version <= 0;
    }
}
