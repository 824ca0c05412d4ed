package io.jims.core.run;

import io.jims.core.LlmUsage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Takes what a run tells while it is under way. Called on the run's thread; must neither throw nor
/// block for long.
public interface RunOutput {
    /// Drops everything.
    RunOutput NONE = new RunOutput() {};

    /// The name of the app whose run it is; empty where nobody says.
    default String app() {
        return "";
    }

    /// The run says what it is doing; never stored.
    default void onStatus(String text) {}

    /// The run has shown its visitor something for the first time.
    ///
    /// @param latency since the run was asked for, its wait for a free slot included
    default void onFirstPiece(Duration latency) {}

    /// The run streamed the next piece of the assistant message with this id.
    default void onPiece(UUID messageId, String piece) {}

    /// What the run can have the visitor's page do.
    default PageCalls pageCalls() {
        return PageCalls.NONE;
    }

    /// Whether a person can take the thread from the run.
    default boolean canHandOff() {
        return false;
    }

    /// Where files of visitors lie that were sent in the run's thread, by id; null for one that is
    /// not here. May read a directory.
    default @Nullable Path pathOf(UUID file) {
        return null;
    }

    /// The run called a language model, or did so several times; also told of after its end.
    default void onLlmCall(LlmUsage usage) {}
}
