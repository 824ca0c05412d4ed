package io.jims.core;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/// Runs an app's pipelines: so many at once, each for so long. Safe for all threads.
public final class PipelineRunner {
    private final JimsApp app;
    private final Duration timeout;
    private final Semaphore slots;
    private final RunObserver observer;

    /// @param timeout after which a run is interrupted (`--pipeline-timeout`)
    /// @param maxConcurrent how many runs there may be at once (`--max-runs`); others wait in order
    public PipelineRunner(JimsApp app, Duration timeout, int maxConcurrent, RunObserver observer) {
        this.app = app;
        this.timeout = timeout;
        this.slots = new Semaphore(maxConcurrent, true);
        this.observer = observer;
    }

    RunObserver observer() {
        return observer;
    }

    /// Starts the pipeline that answers this text.
    Run start(ThreadContext context, String userText) {
        Pipeline pipeline = app.pipelineFor(userText);
        return new Run(app.name(), pipeline, context, slots, timeout, observer).start();
    }
}
