package io.jims.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.ChatException;
import io.jims.core.ChatThread;
import io.jims.core.ErrorCode;
import io.jims.core.Events;
import io.jims.core.JimsApp;
import io.jims.core.Pipeline;
import io.jims.core.RunListener;
import io.jims.core.Span;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.UserMessage;
import io.jims.observe.RunObserver.RunReport;
import io.jims.store.StoreException;
import io.jims.testing.InMemoryThreadStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ThreadControllerTest {
    private static final Pipeline ECHO =
            context -> context.sendMessage("Echo: " + context.lastUserMessage().orElseThrow());

    private final InMemoryThreadStore store = new InMemoryThreadStore();
    private final BlockingQueue<RunReport> reports = new LinkedBlockingQueue<>();

    @Test
    void firstMessage_createsTheThread_withItsEventsInOrder() throws Exception {
        ThreadController controller = controller();
        assertThat(store.threads()).isEmpty();

        answer(controller, "Hello", ECHO);

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
        ThreadController controller = controller();

        answer(controller, "btn:yes", ECHO);

        assertThat(store.events(controller.thread().id()).get(1).type())
                .isEqualTo("comm.user_button_click");
    }

    @Test
    void resumed_theRunSeesWhatWasBefore() throws Exception {
        ThreadController first = controller();
        answer(first, "one", ECHO);
        List<String> seen = new ArrayList<>();

        answer(
                ThreadController.resume(store, first.thread(), 100),
                "two",
                context -> context.history().forEach(message -> seen.add(message.content())));

        assertThat(seen).containsExactly("one", "Echo: one", "two");
    }

    @Test
    void times_growStrictly_alsoWhereTheStoredOnesAreAheadOfTheClock() throws Exception {
        ThreadController first = controller();
        answer(first, "one", ECHO);
        ThreadId id = first.thread().id();
        Instant ahead = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MICROS);
        store.append(id, List.of(Events.at(ahead)));

        answer(ThreadController.resume(store, first.thread(), 100), "two", ECHO);

        assertThat(store.events(id))
                .extracting(ThreadEvent::createdAt)
                .isSortedAccordingTo(Comparator.naturalOrder())
                .doesNotHaveDuplicates();
    }

    @Test
    void failedRun_isReported_andNothingOfItIsStored() throws Exception {
        ThreadController controller = controller();

        assertThatThrownBy(() ->
                        answer(
                                controller,
                                "Hello",
                                context -> {
                                    context.sendMessage("half");
                                    throw new IllegalStateException("out of ideas");
                                }))
                .isInstanceOfSatisfying(
                        ChatException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.PIPELINE))
                .hasMessage("out of ideas");
        assertThat(store.events(controller.thread().id())).hasSize(2);
        assertThat(reports.take().failure()).hasMessage("out of ideas");

        assertThat(answer(controller, "again", ECHO)).hasSize(1);
        assertThat(reports.take().failure()).isNull();
    }

    @Test
    void failureWithoutAMessage_isNamedByItsClass() {
        assertThatThrownBy(() ->
                        answer(
                                controller(),
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
                                controller(),
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
                        answer(controller(), "Hello", endless);
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
                                        controller(),
                                        "/start",
                                        new JimsApp("test", ECHO, start),
                                        Duration.ofMinutes(1))
                                .getFirst()
                                .text("content"))
                .isEqualTo("Welcome");
        assertThat(
                        answer(
                                        controller(),
                                        "/start",
                                        new JimsApp("test", ECHO),
                                        Duration.ofMinutes(1))
                                .getFirst()
                                .text("content"))
                .isEqualTo("Echo: /start");
    }

    @Test
    void storeThatFails_leavesTheControllerUsable() throws Exception {
        ThreadController controller = controller();
        store.failing(true);
        assertThatThrownBy(() -> answer(controller, "lost", ECHO))
                .isInstanceOf(StoreException.class);
        store.failing(false);

        answer(controller, "Hello", ECHO);

        assertThat(store.events(controller.thread().id()))
                .extracting(event -> String.valueOf(event.text("content")))
                .containsExactly("null", "Hello", "Echo: Hello");
    }

    @Test
    void messageThatWaitsForItsOwnRun_isHiddenFromALaterOnesRun() throws Exception {
        ThreadController controller = controller();
        ThreadEvent waiting = controller.receive(UserMessage.of("waits"));
        UserMessage message = UserMessage.of("runs first");
        List<String> seen = new ArrayList<>();
        Pipeline pipeline = context -> context.history().forEach(m -> seen.add(m.content()));

        controller
                .start(
                        controller.receive(message),
                        List.of(waiting),
                        false,
                        new PipelineRunner(
                                new JimsApp("test", pipeline),
                                Duration.ofMinutes(1),
                                1,
                                reports::add),
                        RunListener.NONE,
                        Span.NONE)
                .await();

        assertThat(seen).containsExactly("runs first");
    }

    private ThreadController controller() {
        return ThreadController.create(store, ChatThread.create("visitor", null), 100);
    }

    private List<ThreadEvent> answer(ThreadController controller, String text, Pipeline pipeline)
            throws InterruptedException {
        return answer(controller, text, new JimsApp("test", pipeline), Duration.ofMinutes(1));
    }

    private List<ThreadEvent> answer(
            ThreadController controller, String text, JimsApp app, Duration timeout)
            throws InterruptedException {
        UserMessage message = UserMessage.of(text);
        PipelineRunner runner = new PipelineRunner(app, timeout, 1, reports::add);
        Run run =
                controller.start(
                        controller.receive(message),
                        List.of(),
                        false,
                        runner,
                        RunListener.NONE,
                        Span.NONE);
        return controller.settle(message, run.await());
    }
}
