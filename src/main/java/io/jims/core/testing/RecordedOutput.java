package io.jims.core.testing;

import io.jims.core.LlmUsage;
import io.jims.core.ThreadEvent;
import io.jims.core.run.RunOutput;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/// Records what a run reports. Safe for all threads.
final class RecordedOutput implements RunOutput {
    private final List<String> pieces = new CopyOnWriteArrayList<>();
    private final List<String> statuses = new CopyOnWriteArrayList<>();
    private final List<LlmUsage> llmCalls = new CopyOnWriteArrayList<>();

    @Override
    public void onStatus(String text) {
        statuses.add(text);
    }

    @Override
    public void onPiece(UUID messageId, String piece) {
        pieces.add(piece);
    }

    @Override
    public boolean canHandOff() {
        return true;
    }

    @Override
    public void onLlmCall(LlmUsage usage) {
        llmCalls.add(usage);
    }

    TestRun toRun(List<ThreadEvent> sent) {
        return new TestRun(sent, pieces, statuses, llmCalls);
    }
}
