package io.jims.conversation.run;

import io.jims.core.LlmUsage;
import io.jims.core.run.PageCalls;
import io.jims.core.run.RunOutput;
import io.jims.observe.RunObserver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Tells the metrics what a run tells, then those who follow it.
record ObservedRun(String app, RunObserver observer, RunOutput output) implements RunOutput {
    @Override
    public void onStatus(String text) {
        output.onStatus(text);
    }

    @Override
    public void onFirstPiece(Duration latency) {
        observer.onFirstPiece(latency);
        output.onFirstPiece(latency);
    }

    @Override
    public void onPiece(UUID messageId, String piece) {
        output.onPiece(messageId, piece);
    }

    @Override
    public PageCalls pageCalls() {
        return output.pageCalls();
    }

    @Override
    public boolean canHandOff() {
        return output.canHandOff();
    }

    @Override
    public @Nullable Path pathOf(UUID file) {
        return output.pathOf(file);
    }

    @Override
    public void onLlmCall(LlmUsage usage) {
        observer.onLlmCall(usage);
        output.onLlmCall(usage);
    }
}
