package io.jims.testing;

import io.jims.conversation.log.HistoryCache;
import io.jims.conversation.log.ThreadLog;
import io.jims.conversation.log.UserMessage;
import io.jims.conversation.run.PipelineExecutor;
import io.jims.conversation.run.Run;
import io.jims.conversation.run.RunRequest;
import io.jims.core.Attachment;
import io.jims.core.ChatThread;
import io.jims.core.JimsApp;
import io.jims.core.Span;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import io.jims.core.run.PageCalls;
import io.jims.core.run.RunOutput;
import io.jims.observe.RunObserver;
import io.jims.store.ThreadStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A visitor's conversation with an app, on a store in memory where no other is given.
public final class Conversation {
    private static final HistoryCache HISTORY = new HistoryCache(20_000, 64 << 20);

    private final PipelineExecutor pipelines;
    private final ThreadLog log;
    private final Map<UUID, @Nullable Path> paths = new HashMap<>();
    private final List<String> statuses = new CopyOnWriteArrayList<>();
    private final List<String> pieces = new CopyOnWriteArrayList<>();

    private final Runnable onStatus;
    private volatile PageCalls pageCalls = PageCalls.NONE;
    private volatile boolean canHandOff;

    public Conversation(JimsApp app) {
        this(app, RunObserver.NONE, () -> {});
    }

    /// Watches the runs, too.
    ///
    /// @param onStatus called when a run says what it is doing
    public Conversation(JimsApp app, RunObserver observer, Runnable onStatus) {
        this(
                new PipelineExecutor(app, Duration.ofSeconds(30), 1, observer),
                ThreadLog.create(
                        new InMemoryThreadStore(), ChatThread.create("visitor", null), HISTORY),
                onStatus);
    }

    private Conversation(PipelineExecutor pipelines, ThreadLog log, Runnable onStatus) {
        this.pipelines = pipelines;
        this.log = log;
        this.onStatus = onStatus;
    }

    /// A new thread, kept in this store.
    public static Conversation begin(ThreadStore store, PipelineExecutor pipelines) {
        ChatThread thread = ChatThread.create("visitor", null);
        return new Conversation(pipelines, ThreadLog.create(store, thread, HISTORY), () -> {});
    }

    /// Goes on with a thread that the store has, as after a restart.
    public static Conversation resume(ThreadStore store, ThreadId id, PipelineExecutor pipelines) {
        ChatThread thread = store.find(id).orElseThrow();
        return new Conversation(pipelines, ThreadLog.resume(store, thread, HISTORY), () -> {});
    }

    public ThreadId threadId() {
        return log.thread().id();
    }

    /// Says this and returns what was stored as the answer.
    public List<ThreadEvent> say(String text) throws InterruptedException {
        UserMessage message = UserMessage.of(text);
        return log.settle(message, start(message).await());
    }

    /// Sends files with these words, and returns the texts of the answer's messages.
    ///
    /// @param files with their paths
    public String answerTo(String text, List<Attachment> files) throws InterruptedException {
        files.forEach(file -> paths.put(file.id(), file.path()));
        UserMessage message =
                new UserMessage(Uuid7.next(), text, null, false, null, null, null, files);
        List<ThreadEvent> answer = log.settle(message, start(message).await());
        return String.join("\n", answer.stream().map(Conversation::content).toList()).strip();
    }

    /// Says this; what comes of it is the caller's to wait for, and is not stored.
    public Run start(String text) {
        return start(UserMessage.of(text));
    }

    private Run start(UserMessage message) {
        ThreadEvent event = log.receive(message);
        return pipelines.start(
                new RunRequest(log.thread(), log.upTo(event, List.of()), false, null, Span.NONE),
                new Recorder());
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

    /// What the runs can have the visitor's page do from now on.
    public void offer(PageCalls calls) {
        pageCalls = calls;
    }

    /// From now on a person can take the thread from its runs.
    public void allowHandoff() {
        canHandOff = true;
    }

    private final class Recorder implements RunOutput {
        @Override
        public PageCalls pageCalls() {
            return pageCalls;
        }

        @Override
        public boolean canHandOff() {
            return canHandOff;
        }

        @Override
        public @Nullable Path pathOf(UUID file) {
            return paths.get(file);
        }

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
