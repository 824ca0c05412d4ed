package io.jims.conversation.run;

import io.jims.core.JimsApp;
import io.jims.core.Pipeline;
import io.jims.core.Span;
import io.jims.core.ThreadId;
import io.jims.core.UserCommand;
import io.jims.core.run.RunContext;
import io.jims.core.run.RunOutput;
import io.jims.observe.Metric;
import io.jims.observe.MetricName;
import io.jims.observe.RunObserver;
import io.jims.observe.Tracer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Executes an app's pipelines: so many at once, each for so long. Safe for all threads.
public final class PipelineExecutor {
    /// The name of what answers a command with words from outside of the app.
    private static final String WORDS = "lifecycle";

    private final JimsApp app;
    private final Duration timeout;
    private final int maxConcurrent;
    private final Semaphore slots;
    private final RunObserver observer;
    private final CommandAnswers answers;

    /// @param timeout after which a run is interrupted (`--pipeline-timeout`)
    /// @param maxConcurrent how many runs there may be at once (`--max-runs`); others wait in order
    public PipelineExecutor(
            JimsApp app, Duration timeout, int maxConcurrent, RunObserver observer) {
        this(app, timeout, maxConcurrent, observer, CommandAnswers.NONE);
    }

    /// @param answers to commands that the app does not know
    public PipelineExecutor(
            JimsApp app,
            Duration timeout,
            int maxConcurrent,
            RunObserver observer,
            CommandAnswers answers) {
        this.app = app;
        this.timeout = timeout;
        this.maxConcurrent = maxConcurrent;
        this.slots = new Semaphore(maxConcurrent, true);
        this.observer = observer;
        this.answers = answers;
    }

    /// How many runs there may be at once.
    public int maxConcurrent() {
        return maxConcurrent;
    }

    /// The queue of runs.
    public List<Metric> metrics() {
        return List.of(
                Metric.of(MetricName.RUNS_RUNNING, () -> maxConcurrent - slots.availablePermits()),
                Metric.of(MetricName.RUNS_WAITING, slots::getQueueLength));
    }

    /// Starts the run that answers a message: the app's, or one that says words from outside of it.
    ///
    /// @param output is told of the run's progress
    public Run start(RunRequest request, RunOutput output) {
        Optional<String> command = UserCommand.name(request.text());
        String name = command.map(app::nameFor).orElse(app.name());
        RunContext context =
                new RunContext(
                        request.thread(),
                        request.events(),
                        request.retry(),
                        new ObservedRun(app.name(), observer, output),
                        span(request.work(), request.thread().id(), name));
        Optional<Pipeline> own = command.flatMap(app::pipelineFor);
        if (own.isEmpty() && command.isPresent()) {
            Optional<String> words = answers.find(command.get(), request.language());
            if (words.isPresent()) {
                return say(context, words.get());
            }
        }
        Pipeline pipeline = own.orElse(app.pipeline());
        return new Run(name, pipeline, context, slots, timeout, observer).start();
    }

    /// A run like any other, stored and told as they are, but none of the app's: it waits for no
    /// slot, and counts under a name of its own.
    private Run say(RunContext context, String words) {
        Pipeline sayIt = saying -> saying.sendMessage(words);
        return new Run(WORDS, sayIt, context, new Semaphore(1), timeout, observer).start();
    }

    private static Span span(Span work, ThreadId thread, String name) {
        return work.child(Span.Kind.INTERNAL, Tracer.RUN)
                .set("jims.thread.id", thread.toString())
                .set("jims.pipeline", name);
    }
}
