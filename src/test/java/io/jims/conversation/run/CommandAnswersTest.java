package io.jims.conversation.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.conversation.log.HistoryCache;
import io.jims.conversation.log.ThreadLog;
import io.jims.conversation.log.UserMessage;
import io.jims.core.ChatMessage;
import io.jims.core.ChatThread;
import io.jims.core.EventTypes;
import io.jims.core.JimsApp;
import io.jims.core.Pipeline;
import io.jims.core.Span;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.run.RunOutput;
import io.jims.observe.RunObserver.RunReport;
import io.jims.testing.InMemoryThreadStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Who answers a command: the app, or words from outside of it.
class CommandAnswersTest {
    private static final Pipeline APP = context -> context.sendMessage("the app");
    private static final Pipeline START = context -> context.sendMessage("the app's start");
    private static final JimsApp PLAIN = new JimsApp("plain", APP);
    private static final JimsApp ABLE = new JimsApp("able", APP, START, Set.of("/help"));

    /// Says the command and the language.
    private static final CommandAnswers WORDS =
            (command, language) -> Optional.of(command + " in " + language);

    private final List<RunReport> reports = new CopyOnWriteArrayList<>();
    private final InMemoryThreadStore store = new InMemoryThreadStore();

    @Test
    void start_ofAnAppThatHasOne_isTheApps() throws Exception {
        assertThat(say(ABLE, WORDS, "/start", "de")).isEqualTo("the app's start");
        assertThat(say(ABLE, WORDS, "/START again", "de")).isEqualTo("the app's start");
    }

    @Test
    void start_countsUnderItsOwnPipeline_otherCommandsUnderTheApps() throws Exception {
        say(ABLE, WORDS, "/start", "de");
        say(ABLE, WORDS, "/help", "de");
        say(new JimsApp("named", APP, START, "greeting", Set.of()), WORDS, "/start", "de");

        assertThat(reports)
                .extracting(RunReport::app)
                .containsExactly("able_start", "able", "greeting");
    }

    @Test
    void start_ofAnotherApp_isTheWords() throws Exception {
        assertThat(say(PLAIN, WORDS, "/start", "de")).isEqualTo("/start in de");
    }

    @Test
    void commandThatTheAppKnows_isTheApps() throws Exception {
        assertThat(say(ABLE, WORDS, "/help", "de")).isEqualTo("the app");
        assertThat(say(PLAIN, WORDS, "/help", null)).isEqualTo("/help in null");
    }

    @Test
    void commandWithoutWords_isTheApps() throws Exception {
        assertThat(say(PLAIN, CommandAnswers.NONE, "/start", "de")).isEqualTo("the app");
        assertThat(say(ABLE, CommandAnswers.NONE, "/other", "de")).isEqualTo("the app");
    }

    @Test
    void otherTexts_areTheApps() throws Exception {
        assertThat(say(PLAIN, WORDS, "/etc/hosts is missing", "de")).isEqualTo("the app");
        assertThat(say(PLAIN, WORDS, "btn:/start", "de")).isEqualTo("the app");
    }

    @Test
    void words_areAnAnswerLikeAnyOther_butNoRunOfTheApps() throws Exception {
        say(PLAIN, WORDS, "/start", "de");

        ThreadId thread = store.threads().getFirst().id();
        assertThat(store.events(thread, 10))
                .extracting(ThreadEvent::type)
                .containsExactly(
                        EventTypes.THREAD_CREATED,
                        EventTypes.USER_MESSAGE,
                        EventTypes.ASSISTANT_MESSAGE);
        assertThat(store.events(thread, 10).getLast().data())
                .isEqualTo(ChatMessage.ofAssistant("/start in de").toData());
        assertThat(reports).extracting(RunReport::app).containsExactly("lifecycle");
    }

    @Test
    void words_waitForNoSlot() throws Exception {
        PipelineExecutor runner =
                new PipelineExecutor(
                        new JimsApp("busy", context -> Thread.sleep(Duration.ofMinutes(1))),
                        Duration.ofMinutes(1),
                        1,
                        reports::add,
                        WORDS);
        Run busy = start(runner, "Hello");
        try {
            assertThat(start(runner, "/start").await().getFirst().text("content"))
                    .isEqualTo("/start in null");
        } finally {
            busy.stop();
        }
    }

    private @Nullable String say(
            JimsApp app, CommandAnswers answers, String text, @Nullable String language)
            throws InterruptedException {
        PipelineExecutor runner =
                new PipelineExecutor(app, Duration.ofMinutes(1), 1, reports::add, answers);
        ThreadLog log = log();
        UserMessage message = UserMessage.of(text);
        Run run = start(runner, log, message, language);
        return log.settle(message, run.await()).getFirst().text("content");
    }

    private Run start(PipelineExecutor runner, String text) {
        return start(runner, log(), UserMessage.of(text), null);
    }

    private static Run start(
            PipelineExecutor runner,
            ThreadLog log,
            UserMessage message,
            @Nullable String language) {
        ThreadEvent event = log.receive(message);
        return runner.start(
                new RunRequest(
                        log.thread(), log.upTo(event, List.of()), false, language, Span.NONE),
                RunOutput.NONE);
    }

    private ThreadLog log() {
        return ThreadLog.create(
                store, ChatThread.create("visitor", null), new HistoryCache(100, 1 << 20));
    }
}
