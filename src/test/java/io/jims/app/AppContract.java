package io.jims.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jims.conversation.log.HistoryCache;
import io.jims.conversation.log.ThreadLog;
import io.jims.conversation.log.UserMessage;
import io.jims.conversation.run.CommandAnswers;
import io.jims.conversation.run.PipelineExecutor;
import io.jims.conversation.run.Run;
import io.jims.core.ChatException;
import io.jims.core.ChatThread;
import io.jims.core.ErrorCode;
import io.jims.core.Events;
import io.jims.core.JimsApp;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import io.jims.observe.RunObserver;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import io.jims.testing.Await;
import io.jims.testing.Conversation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What an app can do and what becomes of it, whatever kind of app it is. Every kind runs the same
/// app, [ContractApp], behind the real controller and a real database.
@Timeout(60)
public abstract class AppContract {
    /// What the command `event` sends: every kind of JSON value.
    static final Map<String, @Nullable Object> EVENT_DATA = eventData();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int AT_ONCE = 12;
    private static final int BIG = 10_000;

    @TempDir private Path directory;
    private ThreadStore store;
    private PipelineExecutor runner;

    /// What a kind of app may lack by its nature; its contract then leaves the tests of it out, and
    /// says why.
    protected enum Ability {
        /// Sends as many messages as it likes, or none.
        ANY_NUMBER_OF_MESSAGES,
        /// Sends buttons, and is told of a click as one.
        BUTTONS,
        /// Sends events of its own.
        EVENTS,
        /// Sets states and reads them.
        STATES,
        /// Sees all events of our thread, not only those that came while the app ran.
        OUR_HISTORY,
        /// Sees all messages, not only the newest.
        WHOLE_HISTORY,
        /// Sees the configuration of our thread.
        OUR_CONFIG,
        /// Sends an event whose data is no object.
        VALUES,
        /// Takes back and edits what it sent, until it returns.
        EDITS,
        /// Streams an answer in pieces.
        STREAM,
        /// Answers `/start` with its conversation start.
        CONVERSATION_START
    }

    /// The [ContractApp] of this kind; may be the same for every test.
    protected abstract JimsApp app() throws Exception;

    /// What this kind of app lacks, and why.
    protected Map<Ability, String> lacking() {
        return Map.of();
    }

    /// What the visitor hears of the status with which the app obeys the command `status`.
    protected String heardAs(String status) {
        return status;
    }

    /// What the visitor is told of the failure with which the app obeys the command `fail`.
    protected String toldAs(String reason) {
        return reason;
    }

    /// How many messages `context(20)` of this kind of app goes back.
    protected int contextLength() {
        return 20;
    }

    @BeforeEach
    void openStore() throws Exception {
        store = ThreadStores.open("sqlite:///" + directory.resolve("threads.db"));
        runner = runner(Duration.ofSeconds(30));
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void message_isAnswered_andStored() throws Exception {
        Conversation conversation = begin();

        assertThat(conversation.answerTo("say Hello")).isEqualTo("Hello");

        assertThat(stored(conversation, "comm."))
                .extracting(ThreadEvent::type, e -> e.text("role"), e -> e.text("content"))
                .containsExactly(
                        tuple("comm.user_message", "user", "say Hello"),
                        tuple("comm.assistant_message", "assistant", "Hello"));
    }

    @Test
    void severalMessages_keepTheirOrder() throws Exception {
        requireAbility(Ability.ANY_NUMBER_OF_MESSAGES);
        assertThat(begin().answerTo("say-twice Hello")).isEqualTo("1 Hello\n2 Hello");
    }

    @Test
    void noMessage_isAnAnswer() throws Exception {
        requireAbility(Ability.ANY_NUMBER_OF_MESSAGES);
        assertThat(begin().answerTo("silent")).isEmpty();
    }

    @Test
    void longMessage_arrivesWhole() throws Exception {
        assertThat(begin().answerTo("repeat 100000 äb ")).isEqualTo("äb ".repeat(100_000).strip());
    }

    @Test
    void buttons_areStoredInTheirRows() throws Exception {
        requireAbility(Ability.BUTTONS);
        Conversation conversation = begin();

        ThreadEvent answer = conversation.say("buttons").getLast();

        assertThat(answer.type()).isEqualTo("comm.assistant_message_with_buttons");
        assertThat(answer.text("content")).isEqualTo("Choose");
        assertThat(answer.data().get("buttons"))
                .isEqualTo(
                        List.of(
                                List.of(button("Yes", "yes"), button("No", "no")),
                                List.of(button("Maybe", "maybe"))));
    }

    @Test
    void click_reachesTheAppAsOne() throws Exception {
        requireAbility(Ability.BUTTONS);
        Conversation conversation = begin();
        conversation.say("buttons");

        assertThat(conversation.answerTo("btn:maybe")).isEqualTo("user_button_click btn:maybe");
    }

    @Test
    void event_ofAnyType_isStoredWithItsData() throws Exception {
        requireAbility(Ability.EVENTS);
        Conversation conversation = begin();

        conversation.say("event rag.contract");

        List<ThreadEvent> events = stored(conversation, "rag.");
        assertThat(events).extracting(ThreadEvent::type).containsExactly("rag.contract");
        assertThat(json(events.getFirst().data())).isEqualTo(json(EVENT_DATA));
    }

    @Test
    void event_whoseDataIsNoObject_isStoredAsOne() throws Exception {
        requireAbility(Ability.VALUES);
        Conversation conversation = begin();

        conversation.say("value rag.contract");

        assertThat(stored(conversation, "rag."))
                .extracting(ThreadEvent::data)
                .containsExactly(Map.of("value", List.of(1, "ü")));
        assertThat(conversation.answerTo("say next")).isEqualTo("next");
    }

    @Test
    void answer_isWhatTheAppLeavesAtTheEnd() throws Exception {
        requireAbility(Ability.EDITS);
        Conversation conversation = begin();

        assertThat(conversation.answerTo("edit Hello")).isEqualTo("[redacted]\nHello");

        assertThat(conversation.pieces()).containsExactly("[redacted]", "Hello");
        assertThat(stored(conversation, "comm.assistant_"))
                .extracting(event -> event.text("content"))
                .containsExactly("[redacted]", "Hello");
    }

    @Test
    void command_thatTheAppDeclares_isAnsweredByIt() throws Exception {
        CommandAnswers words = (command, language) -> Optional.of("unknown");
        Conversation conversation =
                Conversation.begin(
                        store,
                        new PipelineExecutor(
                                app(), Duration.ofSeconds(30), 1, RunObserver.NONE, words));

        assertThat(conversation.answerTo("/known")).isEqualTo("known");
        assertThat(conversation.answerTo("/other")).isEqualTo("unknown");
    }

    @Test
    void state_ofOneRun_isReadInTheNext_alsoAfterARestart() throws Exception {
        requireAbility(Ability.STATES);
        Conversation conversation = begin();
        assertThat(conversation.answerTo("get")).isEqualTo("(none)");
        conversation.say("set one");
        conversation.say("set 𝒙");
        assertThat(conversation.answerTo("get")).isEqualTo("𝒙");

        Conversation resumed = Conversation.resume(store, conversation.threadId(), runner);

        assertThat(resumed.answerTo("get")).isEqualTo("𝒙");
        assertThat(begin().answerTo("get")).isEqualTo("(none)");
    }

    @Test
    void configuration_reachesTheApp() throws Exception {
        requireAbility(Ability.OUR_CONFIG);

        assertThat(begin().answerTo("interface")).isEqualTo("widget");
    }

    @Test
    void status_isHeard_andNotStored() throws Exception {
        Conversation conversation = begin();

        assertThat(conversation.answerTo("status Looking… 🔎")).isEqualTo("reported");

        assertThat(conversation.statuses()).contains(heardAs("Looking… 🔎"));
        assertThat(stored(conversation, "comm.")).hasSize(2);
    }

    @Test
    void stream_isHeardInPieces_andStoredWhole() throws Exception {
        requireAbility(Ability.STREAM);
        Conversation conversation = begin();

        assertThat(conversation.answerTo("stream a bc 𝒅")).isEqualTo("abc𝒅");

        assertThat(conversation.pieces()).containsExactly("a", "bc", "𝒅");
    }

    @Test
    void stoppedRun_endsAtOnce_andTheAppIsTold() throws Exception {
        Conversation conversation = begin();
        Path file = directory.resolve("stopped");
        Run run = conversation.start("wait " + file);
        Await.content(file, "begun");

        run.stop();

        assertThat(run.await()).isEmpty();
        Await.content(file, "cancelled");
        assertThat(conversation.answerTo("say next")).isEqualTo("next");
    }

    @Test
    void runThatTakesTooLong_isEnded_andTheAppIsTold() throws Exception {
        Path file = directory.resolve("timeout");
        Conversation conversation = Conversation.begin(store, runner(Duration.ofSeconds(2)));

        assertThatThrownBy(() -> conversation.say("wait " + file))
                .isInstanceOfSatisfying(
                        ChatException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT));

        Await.content(file, "cancelled");
        assertThat(conversation.answerTo("say next")).isEqualTo("next");
    }

    @ParameterizedTest
    @ValueSource(strings = {"out of ideas", "„Grüße“ 𝒙: \"<b>\" {}"})
    void failure_isTold_nothingIsStored_andTheNextMessageIsAnswered(String reason)
            throws Exception {
        Conversation conversation = begin();

        assertThatThrownBy(() -> conversation.say("fail " + reason))
                .isInstanceOfSatisfying(
                        ChatException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.PIPELINE))
                .hasMessage(toldAs(reason));

        assertThat(stored(conversation, "comm.assistant_")).isEmpty();
        assertThat(conversation.answerTo("say next")).isEqualTo("next");
    }

    @Test
    void history_growsWithTheConversation() throws Exception {
        Conversation conversation = begin();

        assertThat(conversation.answerTo("count-history")).isEqualTo("1");
        conversation.say("say Hello");
        assertThat(conversation.answerTo("count-history")).isEqualTo("5");
    }

    @Test
    void bigHistory_hasItsContext_andAnswersAsSoonAsASmallOne() throws Exception {
        requireAbility(Ability.OUR_HISTORY);
        Conversation conversation = bigConversation();

        assertThat(conversation.answerTo("context")).isEqualTo(newestOfBigConversation());

        Conversation small = begin();
        small.say("say Hello");
        long[] big = new long[9];
        long[] reference = new long[big.length];
        for (int i = 0; i < big.length; i++) {
            big[i] = nanosOfAnAnswer(conversation);
            reference[i] = nanosOfAnAnswer(small);
        }

        assertThat(median(big)).isLessThan(10 * median(reference));
    }

    @Test
    void whatPageAndTokenTell_isReadAmongTheMessages() throws Exception {
        requireAbility(Ability.OUR_HISTORY);
        ChatThread thread = ChatThread.create("visitor", null);
        ThreadLog log = ThreadLog.create(store, thread, new HistoryCache(100, 1 << 20));
        UserMessage question =
                new UserMessage(
                        Uuid7.next(),
                        "Hi",
                        null,
                        false,
                        null,
                        Map.of("product", "A12"),
                        Map.of("plan", "gold"),
                        List.of());
        log.receive(question);
        log.settle(question, List.of(Events.assistant("Hello")));

        assertThat(Conversation.resume(store, thread.id(), runner).answerTo("context"))
                .contains("product: A12")
                .contains("plan: gold")
                .contains("Hi");
    }

    @Test
    void bigHistory_isThereWhole() throws Exception {
        requireAbility(Ability.OUR_HISTORY);
        requireAbility(Ability.WHOLE_HISTORY);

        assertThat(bigConversation().answerTo("count-history")).isEqualTo("" + (BIG / 2 + 1));
    }

    @Test
    void bigHistory_ofOurs_hindersNobody() throws Exception {
        assertThat(bigConversation().answerTo("say Hello")).isEqualTo("Hello");
    }

    static Stream<String> texts() {
        return Stream.of(
                "emoji 😀, of several: 👩‍👩‍👧‍👦 🇺🇦 👍🏽",
                "right to left: שלום عليكم \u200F\u202Eabc\u202C",
                "combining: e\u0301 o\u0308 ก็ and é ö",
                "surrogate pairs: 𝒜𠀀\uDBFF\uDFFF",
                "lines:\n\r\n\rtab\tend",
                "separators: \u0085 \u2028 \u2029 \uFEFF",
                "controls: \u0001\u0008\u000B\u001B\u001F\u007F\u009F",
                "JSON: {\"a\": [\"\\u0041\", '\\\\']}",
                "SSE:\n\ndata: x\nevent: y",
                "noncharacters: \uFFFE\uFFFF\uFFFD");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void text_ofAnyKind_comesBackAsItWas(String text) throws Exception {
        Conversation conversation = begin();

        assertThat(conversation.say("say " + text))
                .filteredOn(event -> event.type().startsWith("comm.assistant_"))
                .extracting(event -> event.text("content"))
                .containsExactly(text);
        assertThat(stored(conversation, "comm.assistant_"))
                .extracting(e -> e.text("content"))
                .containsExactly(text);
    }

    @Test
    void runs_ofSeveralThreads_areUnderWayAtOnce() throws Exception {
        assertThat(inManyThreads(i -> begin().answerTo("meet " + AT_ONCE + " " + directory)))
                .containsOnly("met")
                .hasSize(AT_ONCE);
    }

    @Test
    void threads_keepApart() throws Exception {
        List<String> answers =
                inManyThreads(i -> {
                    Conversation conversation = begin();
                    return conversation.answerTo("say own " + i)
                            + ", "
                            + conversation.answerTo("count-history");
                });

        assertThat(answers)
                .containsExactlyElementsOf(
                        IntStream.range(0, AT_ONCE).mapToObj(i -> "own " + i + ", 3").toList());
    }

    @Test
    void conversationStart_answersStart() throws Exception {
        requireAbility(Ability.CONVERSATION_START);

        assertThat(begin().answerTo("/start")).isEqualTo("Welcome");
    }

    /// A conversation of its own, on the test's database.
    protected final Conversation begin() {
        return Conversation.begin(store, runner);
    }

    /// The stored events of a conversation whose type begins so.
    protected final List<ThreadEvent> stored(Conversation conversation, String prefix) {
        return store.events(conversation.threadId(), Integer.MAX_VALUE).stream()
                .filter(event -> event.type().startsWith(prefix))
                .toList();
    }

    /// Goes on with a conversation to which another process has added a state.
    protected final Conversation resumeWith(
            Conversation conversation, String state, String name, String value) {
        ThreadEvent event =
                new ThreadEvent(
                        Uuid7.next(), Instant.now(), "state.set." + state, Map.of(name, value));
        store.append(conversation.threadId(), List.of(event));
        return Conversation.resume(store, conversation.threadId(), runner);
    }

    private PipelineExecutor runner(Duration timeout) throws Exception {
        return new PipelineExecutor(app(), timeout, 2 * AT_ONCE, RunObserver.NONE);
    }

    private void requireAbility(Ability ability) {
        assumeTrue(!lacking().containsKey(ability), () -> ability + ": " + lacking().get(ability));
    }

    /// By turns a question, extra context, an answer, and what the model is not shown.
    private Conversation bigConversation() {
        ChatThread thread = ChatThread.create("visitor", null);
        List<String> types =
                List.of(
                        "comm.user_message",
                        "context.document",
                        "comm.assistant_message",
                        "rag.query_processed");
        List<String> roles = List.of("user", "system", "assistant", "tool");
        Instant start = Instant.now().minusSeconds(BIG);
        store.create(
                thread,
                IntStream.range(0, BIG)
                        .mapToObj(i ->
                                new ThreadEvent(
                                        Uuid7.next(),
                                        start.plusMillis(i),
                                        types.get(i % 4),
                                        Map.of("role", roles.get(i % 4), "content", "event " + i)))
                        .toList());
        return Conversation.resume(store, thread.id(), runner);
    }

    /// Of four events two are messages, and the command itself is one, too.
    private String newestOfBigConversation() {
        int oldest = BIG - 2 * (contextLength() - 1);
        List<String> contents = new ArrayList<>();
        IntStream.range(oldest, BIG)
                .filter(i -> i % 4 != 3)
                .forEach(i -> contents.add("event " + i));
        contents.add("context");
        return String.join("|", contents);
    }

    private static long nanosOfAnAnswer(Conversation conversation) throws InterruptedException {
        long start = System.nanoTime();
        conversation.say("say Hello");
        return System.nanoTime() - start;
    }

    private static long median(long[] numbers) {
        Arrays.sort(numbers);
        return numbers[numbers.length / 2];
    }

    private static List<String> inManyThreads(Exchange exchange) throws Exception {
        List<Callable<String>> turns =
                IntStream.range(0, AT_ONCE)
                        .mapToObj(i -> (Callable<String>) () -> exchange.take(i))
                        .toList();
        List<String> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> answer : threads.invokeAll(turns)) {
                answers.add(answer.get());
            }
        }
        return answers;
    }

    private static Map<String, String> button(String text, String id) {
        return Map.of("text", text, "id", id);
    }

    private static JsonNode json(Object value) throws JsonProcessingException {
        return JSON.readTree(JSON.writeValueAsString(value));
    }

    private static Map<String, @Nullable Object> eventData() {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("text", "ü");
        data.put("numbers", List.of(1, -2.5, 9_007_199_254_740_993L));
        data.put("yes", true);
        data.put("nothing", null);
        data.put("nested", Map.of("empty", Map.of()));
        return Collections.unmodifiableMap(data);
    }

    private interface Exchange {
        String take(int number) throws Exception;
    }
}
