package io.jims.conversation.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.conversation.log.HistoryCache;
import io.jims.conversation.log.ThreadLog;
import io.jims.conversation.log.UserMessage;
import io.jims.core.ChatException;
import io.jims.core.ChatThread;
import io.jims.core.ErrorCode;
import io.jims.core.Events;
import io.jims.core.JimsApp;
import io.jims.core.Pipeline;
import io.jims.core.Span;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.run.RunOutput;
import io.jims.observe.RunObserver.RunReport;
import io.jims.store.StoreException;
import io.jims.testing.InMemoryThreadStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RunTest {
    private static final Pipeline ECHO =
            context -> context.sendMessage("Echo: " + context.lastUserMessage().orElseThrow());

    private final InMemoryThreadStore store = new InMemoryThreadStore();
    private final BlockingQueue<RunReport> reports = new LinkedBlockingQueue<>();

    @Test
    void firstMessage_createsTheThread_withItsEventsInOrder() throws Exception {
        ThreadLog log = log();
        assertThat(store.threads()).isEmpty();

        answer(log, "Hello", ECHO);

        ChatThread thread = store.threads().getFirst();
        assertThat(thread.contactId()).isEqualTo("visitor");
        assertThat(thread.config()).containsEntry("interface", "widget");
        assertThat(store.events(thread.id()))
                .extracting(ThreadEvent::type)
                .containsExactly(
                        "jims.lifecycle.thread_created",
                        "comm.user_message",
                        "comm.assistant_message");
    }

    @Test
    void click_isStoredAsOne() throws Exception {
        ThreadLog log = log();

        answer(log, "btn:yes", ECHO);

        assertThat(store.events(log.thread().id()).get(1).type())
                .isEqualTo("comm.user_button_click");
    }

    @Test
    void resumed_theRunSeesWhatWasBefore() throws Exception {
        ThreadLog first = log();
        answer(first, "one", ECHO);
        List<String> seen = new ArrayList<>();

        answer(
                ThreadLog.resume(store, first.thread(), new HistoryCache(100, 1 << 20)),
                "two",
                context -> context.history().forEach(message -> seen.add(message.content())));

        assertThat(seen).containsExactly("one", "Echo: one", "two");
    }

    @Test
    void times_growStrictly_alsoWhereTheStoredOnesAreAheadOfTheClock() throws Exception {
        ThreadLog first = log();
        answer(first, "one", ECHO);
        ThreadId id = first.thread().id();
        Instant ahead = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MICROS);
        store.append(id, List.of(Events.at(ahead)));

        answer(
                ThreadLog.resume(store, first.thread(), new HistoryCache(100, 1 << 20)),
                "two",
                ECHO);

        assertThat(store.events(id))
                .extracting(ThreadEvent::createdAt)
                .isSortedAccordingTo(Comparator.naturalOrder())
                .doesNotHaveDuplicates();
    }

    @Test
    void failedRun_isReported_andNothingOfItIsStored() throws Exception {
        ThreadLog log = log();

        assertThatThrownBy(() ->
                        answer(
                                log,
                                "Hello",
                                context -> {
                                    context.sendMessage("half");
                                    throw new IllegalStateException("out of ideas");
                                }))
                .isInstanceOfSatisfying(
                        ChatException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.PIPELINE))
                .hasMessage("out of ideas");
        assertThat(store.events(log.thread().id())).hasSize(2);
        assertThat(reports.take().failure()).hasMessage("out of ideas");

        assertThat(answer(log, "again", ECHO)).hasSize(1);
        assertThat(reports.take().failure()).isNull();
    }

    @Test
    void failureWithoutAMessage_isNamedByItsClass() {
        assertThatThrownBy(() ->
                        answer(
                                log(),
                                "Hello",
                                context -> {
                                    throw new StackOverflowError();
                                }))
                .hasMessage("StackOverflowError");
    }

    @Test
    void runThatTakesTooLong_isInterrupted_andCountsAsFailed_whateverItSays() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        Pipeline stubborn =
                context -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown(); // and goes on as if nothing had happened
                    }
                };

        assertThatThrownBy(() ->
                        answer(
                                log(),
                                "Hello",
                                new JimsApp("test", stubborn),
                                Duration.ofMillis(50)))
                .isInstanceOfSatisfying(
                        ChatException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT));

        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(reports.take().failure()).isInstanceOf(ChatException.class);
    }

    @Test
    void caller_thatIsInterrupted_interruptsTheRun() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Pipeline endless =
                context -> {
                    running.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        interrupted.countDown();
                    }
                };
        Thread caller =
                Thread.startVirtualThread(() -> {
                    try {
                        answer(log(), "Hello", endless);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        running.await();

        caller.interrupt();

        interrupted.await();
        caller.join();
    }

    @Test
    void start_isAnsweredByTheConversationStart_whereTheAppHasOne() throws Exception {
        Pipeline start = context -> context.sendMessage("Welcome");

        assertThat(
                        answer(
                                        log(),
                                        "/start",
                                        new JimsApp("test", ECHO, start),
                                        Duration.ofMinutes(1))
                                .getFirst()
                                .text("content"))
                .isEqualTo("Welcome");
        assertThat(
                        answer(log(), "/start", new JimsApp("test", ECHO), Duration.ofMinutes(1))
                                .getFirst()
                                .text("content"))
                .isEqualTo("Echo: /start");
    }

    @Test
    void storeThatFails_leavesTheLogUsable() throws Exception {
        ThreadLog log = log();
        store.failing(true);
        assertThatThrownBy(() -> answer(log, "lost", ECHO)).isInstanceOf(StoreException.class);
        store.failing(false);

        answer(log, "Hello", ECHO);

        assertThat(store.events(log.thread().id()))
                .extracting(event -> String.valueOf(event.text("content")))
                .containsExactly("null", "Hello", "Echo: Hello");
    }

    @Test
    void messageThatWaitsForItsOwnRun_isHiddenFromALaterOnesRun() throws Exception {
        ThreadLog log = log();
        ThreadEvent waiting = log.receive(UserMessage.of("waits"));
        UserMessage message = UserMessage.of("runs first");
        List<String> seen = new ArrayList<>();
        Pipeline pipeline = context -> context.history().forEach(m -> seen.add(m.content()));

        ThreadEvent event = log.receive(message);
        start(
                        log,
                        new JimsApp("test", pipeline),
                        Duration.ofMinutes(1),
                        log.upTo(event, List.of(waiting)))
                .await();

        assertThat(seen).containsExactly("runs first");
    }

    @Test
    void slot_isFreeForTheNextRun_howeverTheRunEnded() throws Exception {
        Pipeline pipeline =
                context -> {
                    switch (context.lastUserMessage().orElseThrow()) {
                        case "fail" -> throw new IllegalStateException("no luck");
                        case "wait" -> new CountDownLatch(1).await();
                        default -> context.sendMessage("done");
                    }
                };
        PipelineExecutor one = executor(pipeline);
        assertThat(start(one, "answer").await()).hasSize(1);
        assertThatThrownBy(() -> start(one, "fail").await()).hasMessage("no luck");
        Run stopped = start(one, "wait");
        stopped.stop();
        assertThat(stopped.await()).isEmpty();

        assertThat(start(one, "answer").await()).hasSize(1);
    }

    @Test
    void runThatWaitsForASlot_isStoppedWithoutOne() throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        PipelineExecutor one =
                executor(context -> {
                    mayEnd.await();
                    context.sendMessage("done");
                });
        Run running = start(one, "first");
        Run waiting = start(one, "second");

        waiting.stop();

        assertThat(waiting.await()).isEmpty();
        mayEnd.countDown();
        assertThat(running.await()).hasSize(1);
        assertThat(start(one, "third").await()).hasSize(1);
    }

    @Test
    void stop_keepsWhatWasStreamed_andMarksIt() throws Exception {
        CountDownLatch streamed = new CountDownLatch(1);
        Run run =
                start(
                        executor(context -> {
                            context.stream("half");
                            streamed.countDown();
                            new CountDownLatch(1).await();
                        }),
                        "Hello");
        streamed.await();

        run.stop();

        assertThat(run.isStopped()).isTrue();
        assertThat(run.await())
                .extracting(ThreadEvent::data)
                .containsExactly(Map.of("role", "assistant", "content", "half", "stopped", true));
        assertThat(reports.take().failure()).isNull();
    }

    @Test
    void stop_interruptsThePipeline() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Run run =
                start(
                        executor(context -> {
                            running.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                            }
                        }),
                        "Hello");
        running.await();

        run.stop();

        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void stop_endsTheRunAtOnce_alsoOneThatIgnoresItsInterrupt() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Run run =
                start(
                        executor(context -> {
                            running.countDown();
                            boolean ended = false;
                            while (!ended) {
                                try {
                                    mayEnd.await();
                                    ended = true;
                                } catch (InterruptedException e) {
                                    // it goes on as if nothing had happened
                                }
                            }
                        }),
                        "Hello");
        running.await();

        run.stop();

        assertThat(run.await()).isEmpty();
        assertThat(reports).isEmpty();
        mayEnd.countDown();
        assertThat(reports.take().failure()).isNull();
    }

    private PipelineExecutor executor(Pipeline pipeline) {
        return new PipelineExecutor(
                new JimsApp("test", pipeline), Duration.ofMinutes(1), 1, reports::add);
    }

    private Run start(PipelineExecutor executor, String text) {
        ThreadLog log = log();
        log.receive(UserMessage.of(text));
        return executor.start(
                new RunRequest(log.thread(), log.events(), false, null, Span.NONE), RunOutput.NONE);
    }

    private ThreadLog log() {
        return ThreadLog.create(
                store, ChatThread.create("visitor", null), new HistoryCache(100, 1 << 20));
    }

    private List<ThreadEvent> answer(ThreadLog log, String text, Pipeline pipeline)
            throws InterruptedException {
        return answer(log, text, new JimsApp("test", pipeline), Duration.ofMinutes(1));
    }

    private List<ThreadEvent> answer(ThreadLog log, String text, JimsApp app, Duration timeout)
            throws InterruptedException {
        UserMessage message = UserMessage.of(text);
        ThreadEvent event = log.receive(message);
        Run run = start(log, app, timeout, log.upTo(event, List.of()));
        return log.settle(message, run.await());
    }

    private Run start(ThreadLog log, JimsApp app, Duration timeout, List<ThreadEvent> events) {
        return new PipelineExecutor(app, timeout, 1, reports::add)
                .start(
                        new RunRequest(log.thread(), events, false, null, Span.NONE),
                        RunOutput.NONE);
    }
}
