package io.jims.observe;

import io.jims.core.LlmUsage;
import io.jims.core.ThreadId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Observes the end of every run and its usage of language models, for metrics and error reports.
/// Called on any thread; must neither throw nor block.
@FunctionalInterface
public interface RunObserver {
    RunObserver NONE = report -> {};

    void onRunEnded(RunReport report);

    /// A run called a language model once or several times.
    default void onLlmCall(LlmUsage usage) {}

    /// A run has shown its visitor something.
    ///
    /// @param latency since the run was requested, the wait for a free slot included
    default void onFirstPiece(Duration latency) {}

    /// An observer that calls this one, then the other.
    default RunObserver and(RunObserver other) {
        RunObserver first = this;
        return new RunObserver() {
            @Override
            public void onRunEnded(RunReport report) {
                first.onRunEnded(report);
                other.onRunEnded(report);
            }

            @Override
            public void onLlmCall(LlmUsage usage) {
                first.onLlmCall(usage);
                other.onLlmCall(usage);
            }

            @Override
            public void onFirstPiece(Duration latency) {
                first.onFirstPiece(latency);
                other.onFirstPiece(latency);
            }
        };
    }

    /// How a run ended.
    ///
    /// @param app the app's name
    /// @param duration of the pipeline alone, without the wait for a free slot
    /// @param failure that it threw, or the timeout that ended it; null if it succeeded
    /// @param question the visitor's message, if the run failed
    record RunReport(
            String app,
            ThreadId thread,
            Duration duration,
            @Nullable Throwable failure,
            @Nullable String question) {
        /// A copy that hides the visitor's message.
        public RunReport(
                String app, ThreadId thread, Duration duration, @Nullable Throwable failure) {
            this(app, thread, duration, failure, null);
        }
    }
}
