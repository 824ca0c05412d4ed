package io.jims.conversation;

import io.jims.core.LlmUsage;
import io.jims.core.RunListener;
import io.jims.observe.RunObserver;
import java.time.Duration;
import java.util.UUID;

/// Tells the metrics of a run, then those who follow it.
record ObservedRun(RunObserver observer, RunListener listener) implements RunListener {
    @Override
    public void onStatus(String text) {
        listener.onStatus(text);
    }

    @Override
    public void onFirstPiece(Duration latency) {
        observer.onFirstPiece(latency);
        listener.onFirstPiece(latency);
    }

    @Override
    public void onPiece(UUID messageId, String piece) {
        listener.onPiece(messageId, piece);
    }

    @Override
    public void onLlmCall(LlmUsage usage) {
        observer.onLlmCall(usage);
        listener.onLlmCall(usage);
    }
}
