package io.jims.browser;

import io.jims.core.Button;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.Pipeline;
import io.jims.core.ThreadContext;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Answers as the test directs, step by step; one run at a time. Safe for all threads.
final class DirectedPipeline implements Pipeline {
    private static final int LIMIT_SECONDS = 20;

    private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();

    @Override
    public void run(ThreadContext context) throws InterruptedException {
        begun.add(context.lastUserMessage().orElseThrow());
        while (true) {
            switch (steps.take()) {
                case Piece(String text) -> context.stream(text);
                case Status(String text) -> context.reportStatus(text);
                case Say(String text, List<List<Button>> rows) -> {
                    if (rows.isEmpty()) {
                        context.sendMessage(text);
                    } else {
                        context.sendMessage(text, rows);
                    }
                }
                case Fail(RuntimeException reason) -> throw reason;
                case End() -> {
                    return;
                }
            }
        }
    }

    /// Waits for the next run to begin.
    ///
    /// @return what it answers
    String awaitBegun() throws InterruptedException {
        String text = begun.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (text == null) {
            throw new AssertionError("no run began");
        }
        return text;
    }

    /// How many runs have begun that nobody waited for.
    int unawaited() {
        return begun.size();
    }

    DirectedPipeline stream(String piece) {
        return then(new Piece(piece));
    }

    DirectedPipeline status(String text) {
        return then(new Status(text));
    }

    DirectedPipeline say(String text) {
        return then(new Say(text, List.of()));
    }

    /// One row of buttons, whose ids are their texts in lower case.
    DirectedPipeline buttons(String text, String... labels) {
        List<Button> row =
                List.of(labels).stream()
                        .map(label -> new Button(label, label.toLowerCase(Locale.ROOT)))
                        .toList();
        return then(new Say(text, List.of(row)));
    }

    /// Ends the run by this failure.
    DirectedPipeline fail(String message) {
        return then(new Fail(new IllegalStateException(message)));
    }

    /// Ends the run by saying why there is no answer.
    DirectedPipeline refuse(String message) {
        return then(new Fail(new ChatException(ErrorCode.PIPELINE, message)));
    }

    /// Ends the run.
    DirectedPipeline end() {
        return then(new End());
    }

    private DirectedPipeline then(Step step) {
        steps.add(step);
        return this;
    }

    private sealed interface Step {}

    private record Piece(String text) implements Step {}

    private record Status(String text) implements Step {}

    private record Say(String text, List<List<Button>> rows) implements Step {}

    private record Fail(RuntimeException reason) implements Step {}

    private record End() implements Step {}
}
