package io.jims.testing;

import io.jims.conversation.log.StoredSteps;
import io.jims.conversation.log.ThreadLog;
import io.jims.conversation.log.ThreadNews;
import java.util.Optional;

/// What a conversation does with its log.
public final class Logs {
    private Logs() {}

    /// Follows what other processes stored since.
    ///
    /// @return empty if they stored nothing
    public static Optional<ThreadNews> refresh(ThreadLog log) {
        Optional<StoredSteps> steps = log.stepsToFollow();
        steps.ifPresent(log::follow);
        return steps.map(StoredSteps::news);
    }
}
