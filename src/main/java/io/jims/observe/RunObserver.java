package io.jims.observe;

import io.jims.core.LlmUsage;
import io.jims.core.ThreadId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Is told of every run that ended and of what it used up, for metrics and error reports. Called on
/// any thread; must neither throw nor block.
@FunctionalInterface
public interface RunObserver {
    RunObserver NONE = report -> {};

    void onRunEnded(RunReport report);

    /// A run called a language model, or did so several times.
    default void onLlmCall(LlmUsage usage) {}

    /// A run has shown its visitor something.
    ///
    /// @param latency since the run was asked for, its wait for a free slot included
    default void onFirstPiece(Duration latency) {}

    /// Tells this one, then the other.
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
    /// @param duration of the pipeline alone, without its wait for a free slot
    /// @param failure what it threw, or the timeout that ended it; null where it succeeded
    /// @param question what the visitor wrote, where it failed
    record RunReport(
            String app,
            ThreadId thread,
            Duration duration,
            @Nullable Throwable failure,
            @Nullable String question) {
        /// A report that keeps what the visitor wrote to itself.
        public RunReport(
                String app, ThreadId thread, Duration duration, @Nullable Throwable failure) {
            this(app, thread, duration, failure, null);
        }
    }
}
