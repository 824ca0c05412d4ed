package io.jims.testing;

import io.jims.core.ChatThread;
import io.jims.core.JimsApp;
import io.jims.core.PipelineRunner;
import io.jims.core.Run;
import io.jims.core.RunListener;
import io.jims.core.RunObserver;
import io.jims.core.ThreadController;
import io.jims.core.ThreadEvent;
import io.jims.core.UserMessage;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/// A visitor's conversation with an app, on a store in memory.
public final class Conversation {
    private static final int HISTORY = 1000;

    private final PipelineRunner runner;
    private final ThreadController controller =
            ThreadController.create(
                    new InMemoryThreadStore(), ChatThread.create("visitor", null), HISTORY);
    private final List<String> statuses = new CopyOnWriteArrayList<>();
    private final List<String> pieces = new CopyOnWriteArrayList<>();

    private final Runnable onStatus;

    public Conversation(JimsApp app) {
        this(app, RunObserver.NONE, () -> {});
    }

    /// Watches the runs, too.
    ///
    /// @param onStatus called when a run says what it is doing
    public Conversation(JimsApp app, RunObserver observer, Runnable onStatus) {
        this.runner = new PipelineRunner(app, Duration.ofSeconds(30), 1, observer);
        this.onStatus = onStatus;
    }

    /// Says this and returns what was stored as the answer.
    public List<ThreadEvent> say(String text) throws InterruptedException {
        UserMessage message = UserMessage.of(text);
        Run run =
                controller.start(
                        controller.receive(message), List.of(), false, runner, new Recorder());
        return controller.settle(message, run.await());
    }

    /// Says this and returns the texts of the answer's messages, one after another.
    public String answerTo(String text) throws InterruptedException {
        return String.join("\n", say(text).stream().map(Conversation::content).toList()).strip();
    }

    /// What the runs said they were doing.
    public List<String> statuses() {
        return statuses;
    }

    /// What the runs streamed.
    public List<String> pieces() {
        return pieces;
    }

    private static String content(ThreadEvent event) {
        String content = event.text("content");
        return content == null ? "" : content;
    }

    private final class Recorder implements RunListener {
        @Override
        public void onStatus(String text) {
            statuses.add(text);
            onStatus.run();
        }

        @Override
        public void onPiece(UUID messageId, String piece) {
            pieces.add(piece);
        }
    }
}
