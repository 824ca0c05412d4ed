package io.jims.core.run;

import io.jims.core.LlmUsage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Receives what a run reports while it is in progress. Called on the run's thread; must neither
/// throw nor block for long.
public interface RunOutput {
    /// Ignores everything.
    RunOutput NONE = new RunOutput() {};

    /// The name of the run's app; empty if unknown.
    default String app() {
        return "";
    }

    /// The run says what it is doing; never stored.
    default void onStatus(String text) {}

    /// The run has shown its visitor something for the first time.
    ///
    /// @param latency since the run was requested, the wait for a free slot included
    default void onFirstPiece(Duration latency) {}

    /// The run streamed the next piece of the assistant message with this id.
    default void onPiece(UUID messageId, String piece) {}

    /// The page actions available to the run.
    default PageCalls pageCalls() {
        return PageCalls.NONE;
    }

    /// Whether a person can take the thread over from the run.
    default boolean canHandOff() {
        return false;
    }

    /// The paths of files that visitors sent in the run's thread, by id; null for a file that this
    /// server does not have. May read a directory.
    default @Nullable Path pathOf(UUID file) {
        return null;
    }

    /// The run called a language model once or several times; may also be called after its end.
    default void onLlmCall(LlmUsage usage) {}
}
