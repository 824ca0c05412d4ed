package io.jims.core;

import io.jims.core.RunObserver.RunReport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Runs an app's pipelines: each on a virtual thread of its own, so many at once, each for so long.
/// Safe for all threads.
public final class PipelineRunner {
    private final JimsApp app;
    private final Duration timeout;
    private final Semaphore slots;
    private final RunObserver observer;

    /// @param timeout after which a run's thread is interrupted (`--pipeline-timeout`)
    /// @param maxConcurrent how many runs there may be at once (`--max-runs`); others wait in order
    public PipelineRunner(JimsApp app, Duration timeout, int maxConcurrent, RunObserver observer) {
        this.app = app;
        this.timeout = timeout;
        this.slots = new Semaphore(maxConcurrent, true);
        this.observer = observer;
    }

    /// Runs the pipeline that answers this text and returns what it sent, not yet stored.
    ///
    /// @throws ChatException `PIPELINE` if it threw, `TIMEOUT` if it took too long
    /// @throws InterruptedException if the caller was interrupted; the run is then, too
    List<ThreadEvent> run(ThreadContext context, String userText) throws InterruptedException {
        slots.acquire();
        Run run = new Run(app.pipelineFor(userText), context);
        Thread thread = Thread.ofVirtual().name("run " + context.threadId()).start(run);
        try {
            if (!thread.join(timeout)) {
                throw run.abandon(
                        new ChatException(
                                ErrorCode.TIMEOUT,
                                "no answer within " + timeout.toSeconds() + " s"));
            }
        } finally {
            context.end();
            thread.interrupt();
        }
        Throwable failure = run.failure;
        if (failure != null) {
            throw new ChatException(ErrorCode.PIPELINE, describe(failure), failure);
        }
        return context.end();
    }

    private static String describe(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    /// Holds its slot until the pipeline has really returned, also if nobody waits for it any more.
    private final class Run implements Runnable {
        private final Pipeline pipeline;
        private final ThreadContext context;
        private volatile @Nullable Throwable failure;

        Run(Pipeline pipeline, ThreadContext context) {
            this.pipeline = pipeline;
            this.context = context;
        }

        @Override
        public void run() {
            long start = System.nanoTime();
            try {
                pipeline.run(context);
            } catch (
                    Throwable
                            e) { // an app's linkage or assertion error must reach its visitor, too
                if (failure == null) {
                    failure = e;
                }
            } finally {
                slots.release();
                Duration duration = Duration.ofNanos(System.nanoTime() - start);
                observer.onRunEnded(
                        new RunReport(app.name(), context.threadId(), duration, failure));
            }
        }

        /// From now on the run counts as failed, whatever the pipeline still does.
        ChatException abandon(ChatException reason) {
            failure = reason;
            return reason;
        }
    }
}
