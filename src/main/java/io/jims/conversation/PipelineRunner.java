package io.jims.conversation;

import io.jims.core.JimsApp;
import io.jims.core.Pipeline;
import io.jims.core.Span;
import io.jims.core.ThreadContext;
import io.jims.core.ThreadId;
import io.jims.core.UserCommand;
import io.jims.observe.Figure;
import io.jims.observe.RunObserver;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Runs an app's pipelines: so many at once, each for so long. Safe for all threads.
public final class PipelineRunner {
    /// The name of what answers a command with words from outside of the app.
    private static final String WORDS = "lifecycle";

    private final JimsApp app;
    private final Duration timeout;
    private final int maxConcurrent;
    private final Semaphore slots;
    private final RunObserver observer;
    private final CommandAnswers answers;
    private final @Nullable String language;

    /// @param timeout after which a run is interrupted (`--pipeline-timeout`)
    /// @param maxConcurrent how many runs there may be at once (`--max-runs`); others wait in order
    public PipelineRunner(JimsApp app, Duration timeout, int maxConcurrent, RunObserver observer) {
        this(app, timeout, maxConcurrent, observer, CommandAnswers.NONE);
    }

    /// @param answers to commands that the app does not know
    public PipelineRunner(
            JimsApp app,
            Duration timeout,
            int maxConcurrent,
            RunObserver observer,
            CommandAnswers answers) {
        this(
                app,
                timeout,
                maxConcurrent,
                new Semaphore(maxConcurrent, true),
                observer,
                answers,
                null);
    }

    private PipelineRunner(
            JimsApp app,
            Duration timeout,
            int maxConcurrent,
            Semaphore slots,
            RunObserver observer,
            CommandAnswers answers,
            @Nullable String language) {
        this.app = app;
        this.timeout = timeout;
        this.maxConcurrent = maxConcurrent;
        this.slots = slots;
        this.observer = observer;
        this.answers = answers;
        this.language = language;
    }

    /// The same, slots included, for a visitor of this language (a BCP 47 tag); null where it is
    /// not known.
    public PipelineRunner speaking(@Nullable String language) {
        return Objects.equals(language, this.language)
                ? this
                : new PipelineRunner(
                        app, timeout, maxConcurrent, slots, observer, answers, language);
    }

    /// The queue of runs, for the metrics.
    public List<Figure> figures() {
        return List.of(
                Figure.gauge(
                        "jims_widget_runs_running",
                        "Runs of pipelines under way (at most --max-runs)",
                        () -> maxConcurrent - slots.availablePermits()),
                Figure.gauge(
                        "jims_widget_runs_waiting",
                        "Runs of pipelines that wait for a free slot",
                        slots::getQueueLength));
    }

    /// The work that a request is part of; see [RunObserver#trace].
    public Span trace(Function<String, Optional<String>> headers) {
        return observer.trace(headers);
    }

    /// Begins a run's piece of a work.
    Span begin(Span work, ThreadId thread) {
        return work.child(Span.Kind.INTERNAL, Span.RUN)
                .set("jims.thread.id", thread.toString())
                .set("jims.pipeline", app.name());
    }

    /// How many runs there may be at once.
    public int maxConcurrent() {
        return maxConcurrent;
    }

    RunObserver observer() {
        return observer;
    }

    /// Starts what answers this text: the app, or words from outside of it.
    Run start(ThreadContext context, String userText) {
        Optional<String> command = UserCommand.name(userText);
        Optional<Pipeline> own = command.flatMap(app::pipelineFor);
        if (own.isEmpty() && command.isPresent()) {
            Optional<String> words = answers.find(command.get(), language);
            if (words.isPresent()) {
                return say(context, words.get());
            }
        }
        Pipeline pipeline = own.orElse(app.pipeline());
        return new Run(app.name(), pipeline, context, slots, timeout, observer).start();
    }

    /// A run like any other, stored and told as they are, but none of the app's: it waits for no
    /// slot, and counts under a name of its own.
    private Run say(ThreadContext context, String words) {
        Pipeline sayIt = saying -> saying.sendMessage(words);
        return new Run(WORDS, sayIt, context, new Semaphore(1), timeout, observer).start();
    }
}
