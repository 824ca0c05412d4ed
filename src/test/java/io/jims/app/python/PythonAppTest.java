package io.jims.app.python;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jims.conversation.run.Run;
import io.jims.core.Attachment;
import io.jims.core.LlmUsage;
import io.jims.core.PageActionException;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import io.jims.observe.RunObserver;
import io.jims.testing.Await;
import io.jims.testing.CapturedLog;
import io.jims.testing.Conversation;
import io.jims.testing.TestPython;
import io.jims.testing.UploadClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a Python app can do beside what every app can, and what it may do wrong without hindering
/// others.
@Timeout(60)
class PythonAppTest {
    private static PythonApp app;

    @TempDir private Path directory;

    @BeforeAll
    static void startApp() {
        app = PythonApp.start("troubled_app:app", TestPython.settings());
    }

    @AfterAll
    static void closeApp() {
        if (app != null) {
            app.close();
        }
    }

    @Test
    void pipeline_isCalledInMetricsAsByThePythonJims() {
        assertThat(app.app().name()).isEqualTo("answer");
        assertThat(app.app().conversationStart()).isNull();
    }

    @Test
    void whatTheAppPrints_isLogged_andBreaksNothing() throws Exception {
        try (CapturedLog log = new CapturedLog(HostLog.class)) {
            assertThat(answerTo("print-it Hü")).isEqualTo("input is ''");

            log.await("python 1: Hü");
            log.await("python 1: Hü from C");
            log.await("python 1: Hü from a child");
            log.await("python 1: Hü as an error");
            log.await("python 1: half \\ud800");
        }
    }

    @Test
    void filesOfVisitors_haveAPath_asLongAsTheyAreThere() throws Exception {
        Path path = Files.write(directory.resolve("a.png"), UploadClient.PNG);
        Attachment here =
                new Attachment(Uuid7.next(), "a.png", "image/png", UploadClient.PNG.length, path);
        Attachment gone = new Attachment(Uuid7.next(), "b.pdf", "application/pdf", 9, null);
        Conversation conversation = newConversation();
        String seen =
                "a.png image/png %1$d %1$d\nb.pdf application/pdf 9 None".formatted(here.size());

        assertThat(conversation.answerTo("files", List.of(here, gone))).isEqualTo(seen);
        assertThat(conversation.answerTo("files")).isEqualTo(seen);
    }

    @Test
    void longLineThatTheAppPrints_isCut() throws Exception {
        try (CapturedLog log = new CapturedLog(HostLog.class)) {
            assertThat(answerTo("print-long 1000000")).isEqualTo("printed");

            log.await("xxx … (cut)");
            assertThat(log.lines()).allMatch(message -> message.length() < 5_000);
        }
    }

    @Test
    void textWithHalfSurrogatesAndNul_isKept() throws Exception {
        assertThat(answerTo("half x")).isEqualTo("\ud83d\0x\udc00");
        assertThat(answerTo("length \udc00\0é😀")).isEqualTo("%d 0 233 128512".formatted(0xdc00));
    }

    @Test
    void message_asLongAsAllowed_isSent_aLongerOneFailsItsRunOnly() throws Exception {
        assertThat(answerTo("huge 170000")).hasSize(170_000);

        assertThatThrownBy(() -> answerTo("huge 180000"))
                .hasMessageContaining("1048576 are allowed (--python-max-line-bytes)");
        assertThat(answerTo("huge 1")).isEqualTo("ä");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    no-json object | event data takes JSON, not object
                    no-json nan    | Out of range float values are not JSON compliant: nan
                    bad-type       | an event type has 1 to 255 characters, not 256
                    sys-exit 3     | the pipeline raised SystemExit(3)
                    use-up-memory  | MemoryError
                    """)
    void whatCannotBeStored_failsItsRunOnly(String command, String message) throws Exception {
        String pid = answerTo("pid");

        assertThatThrownBy(() -> answerTo(command)).hasMessageStartingWith(message);

        assertThat(answerTo("pid")).isEqualTo(pid);
    }

    @ParameterizedTest
    @CsvSource({"list, [1]", "none, null", "text, x", "number, 0", "yes, true"})
    void dataThatIsNoObject_isStoredAsOne(String kind, String value) throws Exception {
        ThreadEvent event = newConversation().say("odd-data " + kind).getFirst();

        assertThat(event.data()).containsOnlyKeys("value");
        assertThat(String.valueOf(event.data().get("value"))).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    none   | 'NoneType' object has no attribute 'event_type'
                    type   | event: no event_type
                    list   | 'NoneType' object is not iterable
                    keys   | keys must be str, int, float, bool or None, not tuple
                    circle | Circular reference detected
                    assert | Event data must be a dictionary
                    """)
    void eventThatIsNone_failsItsRunOnly(String kind, String message) throws Exception {
        String pid = answerTo("pid");

        assertThatThrownBy(() -> answerTo("odd-event " + kind)).hasMessageStartingWith(message);

        assertThat(answerTo("pid")).isEqualTo(pid);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "blank",
                "nameless",
                "none",
                "negative",
                "nan",
                "text",
                "huge",
                "gone",
                "other"
            })
    void oddUsage_failsNoRun(String kind) throws Exception {
        String pid = answerTo("pid");

        assertThat(newConversation().say("odd-usage " + kind).getFirst().text("content"))
                .isEqualTo("used");

        assertThat(answerTo("pid")).isEqualTo(pid);
    }

    @Test
    void oddStatus_failsNoRun() throws Exception {
        assertThat(answerTo("odd-status")).isEqualTo("reported");
    }

    @Test
    void runOfAFailedAnswer_showsNothingOfIt() throws Exception {
        Conversation conversation = newConversation();

        assertThatThrownBy(() -> conversation.say("no-json object")).hasMessageContaining("JSON");

        assertThat(conversation.pieces()).isEmpty();
    }

    @Test
    void standIn_isAsWideAsTheRealOne() throws Exception {
        assumeTrue(TestPython.has("litellm"), "the real jims_core is not installed");

        assertThat(surface(TestPython.settings()))
                .hasSizeGreaterThan(80)
                .isEqualTo(surface(TestPython.quickSettings()));
    }

    @Test
    void valuesNearJson_areStoredAsJson() throws Exception {
        Map<String, ?> data = newConversation().say("near-json").getFirst().data();

        assertThat(data.get("id")).asString().hasSize(36);
        assertThat(data.get("set")).isEqualTo(List.of(1));
        assertThat(data.get("path")).isEqualTo(List.of(1, 2));
    }

    @Test
    void eventsPutIntoTheListInOtherWays_areSentToo() throws Exception {
        assertThat(answerTo("all-at-once")).isEqualTo("1\n2\n3");
    }

    @Test
    void eventsSentFromThreads_allArrive() throws Exception {
        List<ThreadEvent> events = newConversation().say("from-thread");

        assertThat(events)
                .extracting(event -> event.data().get("number"))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 50).mapToObj(i -> (Object) i).toList());
    }

    @Test
    void rowOfButtons_isStoredAsThePythonJimsWritesIt() throws Exception {
        ThreadEvent event = newConversation().say("row").getFirst();

        assertThat(event.type()).isEqualTo("comm.assistant_message_with_buttons");
        assertThat(event.data().get("buttons"))
                .isEqualTo(List.of(Map.of("text", "Yes", "id", "yes")));
    }

    @Test
    void context_hasTheEvents_inUtcWithoutZone_andTakesTextAsStatus() throws Exception {
        Conversation conversation = newConversation();

        assertThat(conversation.answerTo("look"))
                .isEqualTo("True comm.user_message None look 2"); // with thread_created
        assertThat(conversation.statuses()).containsExactly("looking");
        assertThat(conversation.answerTo("look")).endsWith(" 4");
    }

    @Test
    void call_hasThePageDoSomething_whileStatusesGoOn() throws Exception {
        Conversation conversation = newConversation();
        assertThat(conversation.answerTo("buy A1"))
                .isEqualTo("unavailable: no page of the visitor offers addToCart");
        conversation.offer((name, input, timeout) -> {
            if ("none".equals(input.get("sku"))) {
                throw new PageActionException(PageActionException.Reason.FAILED, "sold out");
            }
            return List.of(name, input, timeout.toSeconds());
        });

        assertThat(conversation.answerTo("buy A1")).isEqualTo("['addToCart', {'sku': 'A1'}, 30]");
        assertThat(conversation.answerTo("buy none")).isEqualTo("failed: sold out");
    }

    @Test
    void handOff_givesTheThreadToAPerson_behindWhatTheRunSends_whereThereIsOne() throws Exception {
        Conversation conversation = newConversation();
        assertThat(conversation.answerTo("leave refund"))
                .isEqualTo(
                        "False no person can take this thread: the operator's listener is off"
                                + " (--admin-token)");
        conversation.allowHandoff();
        assertThat(conversation.answerTo("leave " + "x".repeat(1_001)))
                .isEqualTo("True a reason has at most 1000 characters, not 1001");

        List<ThreadEvent> sent = conversation.say("leave refund");

        assertThat(sent)
                .extracting(ThreadEvent::type)
                .containsExactly("comm.assistant_message", "state.set.handoff");
        assertThat(sent.getLast().data())
                .isEqualTo(Map.of("mode", "human", "by", "app", "reason", "refund"));
    }

    @Test
    void runThatIsStopped_waitsForNoPage() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Conversation conversation = newConversation();
        conversation.offer((name, input, timeout) -> {
            called.countDown();
            try {
                new CountDownLatch(1).await();
                return "never";
            } finally {
                interrupted.countDown();
            }
        });
        Run run = conversation.start("buy A1");
        called.await();
        run.stop();

        assertThat(run.await()).noneMatch(ThreadEvent::isCommunication);
        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void statusUpdater_mayBeReplacedByTheAppsOwn() throws Exception {
        Conversation conversation = newConversation();

        conversation.say("shout looking");

        assertThat(conversation.statuses()).containsExactly("LOOKING");
    }

    @Test
    void testsApps_useEveryMethodOfTheContext() throws Exception {
        String apps =
                Files.readString(TestPython.settings().directory().resolve("contract_app.py"))
                        + Files.readString(
                                TestPython.settings().directory().resolve("troubled_app.py"));

        assertThat(answerTo("public-methods").split(" "))
                .hasSizeGreaterThan(8)
                .allSatisfy(method -> assertThat(apps).contains("." + method + "("));
    }

    @Test
    void whatARunDoesToItsLists_isNotSeenByTheNext() throws Exception {
        Conversation conversation = newConversation();
        conversation.say("spoil");

        assertThat(conversation.answerTo("look")).endsWith(" look 3");
    }

    @Test
    void useOfModels_isReported_alsoByARunThatFails() throws Exception {
        List<LlmUsage> used = new ArrayList<>();
        Conversation conversation =
                new Conversation(
                        app.app(),
                        new RunObserver() {
                            @Override
                            public void onRunEnded(RunReport report) {}

                            @Override
                            public void onLlmCall(LlmUsage usage) {
                                used.add(usage);
                            }
                        },
                        () -> {});
        conversation.say("use");
        assertThatThrownBy(() -> conversation.say("use up")).hasMessage("up");

        assertThat(used)
                .containsExactly(
                        new LlmUsage("model-a", 17, 4, 2, 2), new LlmUsage("model-a", 17, 4, 2, 2));
    }

    @Test
    void modelOfTheContext_isTheRealOne_andItsUseIsReported() throws Exception {
        assumeTrue(TestPython.has("litellm"), "the stand-in for jims_core has no models");
        HttpServer model =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        model.createContext("/", PythonAppTest::complete);
        model.start();
        try {
            String url = "http://127.0.0.1:" + model.getAddress().getPort() + "/v1";
            List<ThreadEvent> events = newConversation().say("ask-model " + url);

            assertThat(events.getFirst().text("content")).isEqualTo("Hello from a model");
            assertThat(events.getLast().type()).isEqualTo("rag.query_processed");
            assertThat(String.valueOf(events.getLast().data()))
                    .contains("gpt-x")
                    .contains("prompt_tokens=9")
                    .contains("completion_tokens=4");
        } finally {
            model.stop(0);
        }
    }

    @Test
    void failure_hasPythonsTypeAndFrames() {
        assertThatThrownBy(() -> answerTo("fail-deeply"))
                .hasMessage("outer")
                .cause()
                .hasToString("LookupError: outer")
                .satisfies(e -> {
                    assertThat(e.getStackTrace()[0].getMethodName()).isEqualTo("fail_deeply");
                    assertThat(e.getStackTrace()[0].getFileName()).endsWith("troubled_app.py");
                    assertThat(e.getCause()).hasToString("KeyError: 'inner'");
                });
    }

    @Test
    void whatARunSendsAfterItWasStopped_isIgnored() throws Exception {
        Conversation conversation = newConversation();
        Path file = directory.resolve("stubborn");
        Run run = conversation.start("stubborn " + file);
        Await.content(file, "begun");

        run.stop();

        assertThat(run.await()).isEmpty();
        Await.content(file, "sent");
        assertThat(conversation.answerTo("huge 3")).isEqualTo("äää");
    }

    @Test
    void signals_areLeftToTheServer() throws Exception {
        String pid = answerTo("pid");
        ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroy();

        assertThat(answerTo("pid")).isEqualTo(pid);
    }

    @Test
    void forkedProcess_thatGoesOnAsTheApp_isEnded() throws Exception {
        try (CapturedLog log = new CapturedLog(HostLog.class)) {
            answerTo("fork");

            log.await("python 1: a process that the app forked went on as the app, and is ended");
        }
    }

    @Test
    void threads_thatThrowEachOtherOutOfTheCache_seeAllTheirEvents() throws Exception {
        PythonSettings usual = TestPython.quickSettings();
        PythonSettings tiny =
                new PythonSettings(
                        usual.python(),
                        1,
                        usual.startTimeout(),
                        usual.stallTimeout(),
                        usual.maxLineBytes(),
                        1,
                        usual.directory());
        try (PythonApp forgetful = PythonApp.start("troubled_app:app", tiny)) {
            Conversation one = new Conversation(forgetful.app());
            Conversation other = new Conversation(forgetful.app());
            for (int i = 1; i < 5; i++) {
                assertThat(one.answerTo("look")).endsWith(" " + 2 * i);
                assertThat(other.answerTo("look")).endsWith(" " + 2 * i);
            }
        }
    }

    private static List<String> surface(PythonSettings python) throws Exception {
        Process process =
                new ProcessBuilder(python.python(), "surface.py")
                        .directory(python.directory().toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        return process.inputReader(UTF_8).lines().toList();
    }

    private static void complete(HttpExchange exchange) throws IOException {
        byte[] answer =
                """
                {"id": "1", "object": "chat.completion", "created": 1, "model": "gpt-x",
                 "choices": [{"index": 0, "finish_reason": "stop",
                              "message": {"role": "assistant", "content": "Hello from a model"}}],
                 "usage": {"prompt_tokens": 9, "completion_tokens": 4, "total_tokens": 13}}
                """
                        .getBytes(UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static Conversation newConversation() {
        return new Conversation(app.app());
    }

    private static String answerTo(String text) throws InterruptedException {
        return newConversation().answerTo(text);
    }
}
