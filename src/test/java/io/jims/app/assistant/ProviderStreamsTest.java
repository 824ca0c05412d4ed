package io.jims.app.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.admission.budget.DailyQuotas;
import io.jims.app.assistant.wire.Provider;
import io.jims.core.LlmUsage;
import io.jims.core.ThreadEvent;
import io.jims.observe.RunObserver;
import io.jims.testing.Conversation;
import io.jims.testing.RawSocket;
import io.jims.testing.TestClock;
import io.jims.testing.TestQuotas;
import io.jims.testing.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Streams that differ from OpenAI's own, by the servers that send them.
@Timeout(60)
class ProviderStreamsTest {
    private static final String BROKE_OFF = "*The answer broke off here. Please ask again.*";
    private static final String DONE = "[DONE]";

    private final LlmServer server = new LlmServer();
    private final List<LlmUsage> counted = new CopyOnWriteArrayList<>();
    private final RunObserver counter = Assistants.counter(counted);
    private final Log log = new Log();

    @AfterEach
    void close() {
        log.close();
        server.close();
    }

    /// Server, what it sends, what the visitor reads.
    static Stream<Arguments> answers() {
        return Stream.of(
                row("llama.cpp, vLLM without a reasoning parser", think("<think>", "</think>")),
                row("Gemini's OpenAI endpoint, Gemma", think("<thought>", "</thought>")),
                row("llama.cpp with Magistral", think("[THINK]", "[/THINK]")),
                row(
                        "Ollama with Qwen 3 and thinking off",
                        data(piece("<think>\n\n</think>\n\n"), piece("Hello."), finish("stop"))),
                row(
                        "DeepSeek, vLLM, SGLang, LM Studio: reasoning_content",
                        data(
                                "{'choices':[{'index':0,'delta':{'role':'assistant','content':null,'reasoning_content':'Secret'}}]}",
                                piece("Hello."),
                                finish("stop"))),
                row(
                        "OpenRouter, Groq, vLLM since 0.11: reasoning",
                        data(
                                "{'choices':[{'index':0,'delta':{'content':'','reasoning':'Secret','reasoning_details':[{'type':'reasoning.text','text':'Secret'}]}}]}",
                                piece("Hello."),
                                finish("stop"))),
                row(
                        "Mistral's Magistral: arrays of content",
                        data(
                                "{'choices':[{'index':0,'delta':{'content':[{'type':'thinking','thinking':[{'type':'text','text':'Secret'}]}]}}]}",
                                "{'choices':[{'index':0,'delta':{'content':[{'type':'text','text':'Hel'}]}}]}",
                                piece("lo."),
                                finish("stop"))),
                row(
                        "LiteLLM and others with fake streams: one JSON",
                        LlmReply.page(200, "application/json", json(WHOLE))),
                row(
                        "a proxy that waits, one JSON behind blank lines",
                        LlmReply.page(200, "text/event-stream", "\uFEFF\n\n  " + json(WHOLE))),
                row(
                        "a proxy that buffers: no stream's content type, a byte order mark",
                        LlmReply.events(
                                "\uFEFFdata: " + piece("Hello.") + "\n\n",
                                "data: " + finish("stop") + "\n\n")),
                row(
                        "Together, text-generation-inference: other names of a good end",
                        data(piece("Hello."), finish("eos_token"), DONE)),
                row(
                        "Azure: a first event without choices, several choices",
                        data(
                                "{'choices':[],'prompt_filter_results':[{'prompt_index':0}]}",
                                "{'choices':[{'index':1,'delta':{'content':'Never'}},{'index':0,'delta':{'content':'Hello.'}}]}",
                                finish("stop"))),
                row(
                        "servers that name an error in every event and mean none",
                        data(
                                "{'error':null,'choices':[{'index':0,'delta':{'content':'Hello.'},'error':{}}]}",
                                finish("stop"))),
                row(
                        "servers that name the usage null, and counts as texts",
                        data(
                                "{'usage':null,'choices':[{'index':0,'delta':{'content':'Hello.'}}]}",
                                finish("stop"),
                                "{'choices':[],'usage':{'prompt_tokens':'12'}}")));
    }

    private static final String WHOLE =
            "{'id':'x','object':'chat.completion','model':'test-model-1','choices':[{'index':0,'message':{'role':'assistant','content':'Hello.','reasoning_content':'Secret'},'finish_reason':'stop'}],'usage':{'prompt_tokens':100,'completion_tokens':7,'total_tokens':107}}";

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void answer_isReadRightly_andPaidOnce(String servers, LlmReply reply) throws Exception {
        server.always(reply);
        Conversation conversation = conversation();

        assertThat(conversation.answerTo("Hi")).isEqualTo("Hello.");

        assertThat(String.join("", conversation.pieces())).isEqualTo("Hello.");
        assertThat(server.requests()).hasSize(1);
        assertThat(counted).hasSize(1);
        conversation.say("And?");
        assertThat(server.requests().getLast().body())
                .contains("Hello.")
                .doesNotContainIgnoringCase("secret", "think", "\"reasoning");
    }

    /// Server, what it sends after "Hello.", what the operator reads.
    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of(
                        "OpenRouter",
                        "{'id':'c','object':'chat.completion.chunk','error':{'code':'server_error','message':'Provider disconnected'},'choices':[{'index':0,'delta':{'content':''},'finish_reason':'error'}]}",
                        "provider failed",
                        "Provider disconnected"),
                Arguments.of(
                        "OpenRouter, within the choice",
                        "{'choices':[{'index':0,'delta':{},'error':{'code':502,'message':'Provider disconnected'},'finish_reason':'error'}]}",
                        "provider failed",
                        "Provider disconnected"),
                Arguments.of(
                        "OpenRouter, a status in the error",
                        "{'id':'c','error':{'code':429,'message':'Rate limited upstream'},'choices':[{'delta':{}}]}",
                        "rate limit",
                        "Rate limited upstream"),
                Arguments.of(
                        "vLLM",
                        "{'object':'error','message':'out of memory','type':'InternalServerError','code':500}",
                        "provider failed",
                        "out of memory"),
                Arguments.of(
                        "llama.cpp",
                        "{'error':{'code':400,'message':'the request exceeds the available context size','type':'exceed_context_size_error'}}",
                        "lower --history-length",
                        "available context size"),
                Arguments.of(
                        "LiteLLM, as a text", "{'error':'boom','choices':[]}", "failed", "boom"),
                Arguments.of(
                        "Azure, which filters while it streams",
                        "{'error':{'code':'content_filter','status':400,'message':'filtered'}}",
                        "content filter",
                        "filtered"),
                Arguments.of(
                        "Mistral",
                        finish("error"),
                        "ended before its answer",
                        "answer with: error"),
                Arguments.of("vLLM, aborted", finish("abort"), "ended before its", "with: abort"),
                Arguments.of(
                        "DeepSeek",
                        finish("insufficient_system_resource"),
                        "ended before its answer",
                        "insufficient_system_resource"),
                Arguments.of("Z.ai", finish("network_error"), "ended before its", "network_error"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void badEnd_afterSomeText_isNoted_andLogged(
            String servers, String event, String advice, String detail) throws Exception {
        server.then(data(piece("Hello."), event, DONE));

        assertThat(conversation().answerTo("Hi")).isEqualTo("Hello.\n\n" + BROKE_OFF);

        assertThat(log.warnings()).contains(advice).contains(detail);
        assertThat(counted).containsExactly(new LlmUsage("test-model", 5, 2));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void badEnd_beforeAnyText_isAFailure(
            String servers, String event, String advice, String detail) {
        server.always(data(event, DONE));

        assertThatThrownBy(() -> conversation().say("Hi")).hasMessageContaining("assistant");

        assertThat(log.warnings()).contains(advice).contains(detail);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'error':{'code':429,'message':'slow down'}}",
                "[{'error':{'code':429,'status':'RESOURCE_EXHAUSTED'}}]",
                "{'choices':[{'error':{'code':429,'message':'x'},'message':{'content':''}}]}"
            })
    void errorWithAStatusOfSuccess_isThatError(String body) {
        server.always(LlmReply.page(200, "application/json", json(body)));

        assertThatThrownBy(() -> conversation().say("Hi")).hasMessageContaining("very busy");

        assertThat(log.warnings()).contains("rate limit").contains("status of success");
    }

    /// Server, its deltas.
    static Stream<Arguments> toolCalls() {
        return Stream.of(
                Arguments.of(
                        "OpenAI",
                        List.of(
                                call("'index':0,'id':'a'", "orderStatus", "''"),
                                call("'index':0", null, "'{\\'num'"),
                                call("'index':0", null, "'ber\\':1}'"),
                                call("'index':1,'id':'b'", "forget", "'{}'"))),
                Arguments.of(
                        "Ollama: one index, ids of their own",
                        List.of(
                                call("'index':0,'id':'a'", "orderStatus", "'{\\'number\\':1}'"),
                                call("'index':0,'id':'b'", "forget", "'{}'"))),
                Arguments.of(
                        "Gemini's OpenAI endpoint: no index",
                        List.of(
                                call("'id':'a'", "orderStatus", "'{\\'number\\':1}'"),
                                call("'id':'b'", "forget", "'{}'"))),
                Arguments.of(
                        "older llama.cpp: neither index nor id",
                        List.of(
                                call("'type':'function'", "orderStatus", "'{\\'number\\':1}'"),
                                call("'type':'function'", "forget", "'{}'"))),
                Arguments.of(
                        "SGLang, Groq: the name in each delta",
                        List.of(
                                call("'index':0,'id':'a'", "orderStatus", "''"),
                                call("'index':0,'id':'a'", "orderStatus", "'{\\'number\\':'"),
                                call("'index':0", "orderStatus", "'1}'"),
                                call("'index':1,'id':'b'", "forget", "'{}'"),
                                call("'index':1,'id':''", "", "''"))),
                Arguments.of(
                        "vLLM: two calls in turns",
                        List.of(
                                call("'index':0,'id':'a'", "orderStatus", "'{\\'number'"),
                                call("'index':1,'id':'b'", "forget", "'{'"),
                                call("'index':0", null, "'\\':1}'"),
                                call("'index':1", null, "'}'"))),
                Arguments.of(
                        "TGI, Ollama's proxies: arguments as an object",
                        List.of(
                                call("'index':0,'id':'a'", "orderStatus", "{'number':1}"),
                                call("'index':1,'id':'b'", "forget", "{}"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("toolCalls")
    void toolCalls_areTwo_whateverTheirForm(String servers, List<String> deltas) throws Exception {
        List<String> events = new ArrayList<>(deltas);
        events.add(finish("tool_calls"));
        server.then(data(events.toArray(String[]::new)), LlmReply.answer("Done."));
        Conversation conversation =
                new Conversation(
                        Assistants.create(
                                Assistants.settings(
                                        "test-model",
                                        Provider.OPENAI,
                                        server.url() + "/v1",
                                        List.of(SampleTools.class.getName()),
                                        Duration.ofSeconds(20))));

        assertThat(conversation.answerTo("Hi")).isEqualTo("Done.");

        assertThat(conversation.statuses())
                .containsExactly("Thinking", "Using order status", "Using forget", "Thinking");
        List<String> results = new ArrayList<>();
        for (JsonNode message : server.requests().getLast().json().path("messages")) {
            if (message.path("role").asText().equals("tool")) {
                assertThat(message.path("tool_call_id").asText()).isNotBlank();
                results.add(message.path("content").asText());
            }
        }
        assertThat(results).containsExactly("Order 1 is on its way", "done");
    }

    @Test
    void thoughts_areAStatus_whileTheyLast() throws Exception {
        server.then(data(piece("Well. "), thought("Secret"), thought("more"), piece("So"), DONE));

        Conversation conversation = conversation();
        assertThat(conversation.answerTo("Hi")).isEqualTo("Well. So");

        assertThat(conversation.statuses()).containsExactly("Thinking", "Thinking");
    }

    @Test
    void thoughtsOnly_areNoAnswer() {
        server.always(data(piece("<think>Sec"), piece("ret"), finish("length")));

        assertThatThrownBy(() -> conversation().say("Hi")).hasMessageContaining("had no answer");

        assertThat(log.warnings()).contains("models that think need more").doesNotContain("Secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Write `<think>` first.", "< 5", "<thin", "a <think>b</think>"})
    void wordsLikeAMark_areWords(String answer) throws Exception {
        server.then(LlmReply.answer(answer.split("(?<=.)")));

        assertThat(conversation().answerTo("Hi")).isEqualTo(answer);
    }

    @Test
    void emoji_thatIsCutBetweenTwoDeltas_isWhole() throws Exception {
        server.then(
                data(
                        "{'choices':[{'index':0,'delta':{'content':'Hi \\ud83d'}}]}",
                        "{'choices':[{'index':0,'delta':{'content':'\\ude00!'}}]}",
                        finish("stop")));
        Conversation conversation = conversation();

        assertThat(conversation.answerTo("Hi")).isEqualTo("Hi 😀!");

        assertThat(conversation.pieces()).containsExactly("Hi ", "😀!");
    }

    /// 4 bytes are a token: 17 of instructions and message, 24 of the answer with its thoughts.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'choices':[]}",
                "{'choices':[],'usage':null}",
                "{'choices':[],'usage':{'prompt_tokens':0,'completion_tokens':0,'total_tokens':0}}"
            })
    void answerWithoutUsage_isCountedByEstimate(String usage) throws Exception {
        server.then(data(thought("12345678"), piece("1234567890123456"), finish("stop"), usage));

        conversation().say("Hi");

        assertThat(counted).extracting(LlmUsage::promptTokens).containsExactly(5L);
        assertThat(counted).extracting(LlmUsage::completionTokens).containsExactly(6L);
    }

    @Test
    void serverThatTellsNoUsage_doesNotVoidTheDailyLimit() throws Exception {
        server.always(data(piece("1234567890123456"), finish("stop")));
        try (TestServer chat =
                        TestServer.withQuotas(
                                TestQuotas.daily(new DailyQuotas(0, 15, 0, 0, 0)),
                                1,
                                Assistants.openAi(server).pipeline(),
                                new TestClock("2026-05-01T10:00:00Z"));
                RawSocket visitor = RawSocket.open(chat.port(), "")) {
            visitor.text("Hi");
            assertThat(visitor.readText()).contains("1234567890123456");
            visitor.text("Hi");
            assertThat(visitor.readText()).contains("1234567890123456");
            visitor.text("Hi");

            assertThat(visitor.readText()).contains("Please come back after midnight UTC");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void attemptsThatFailBeforeTheFirstWord_areCounted_refusalsAreNot() throws Exception {
        server.then(LlmReply.status(503, "later"), LlmReply.breakOff(), LlmReply.answer("Hello"));

        conversation().say("Hi");

        assertThat(counted)
                .containsExactly(
                        new LlmUsage("test-model", 5, 0),
                        new LlmUsage("test-model-1", 100, 7, 40, 1));
    }

    @Test
    void annotations_ofAModelThatSearches_areSources() throws Exception {
        server.then(
                data(
                        "{'choices':[{'index':0,'delta':{'content':'We open at 9 [1].','annotations':[{'type':'url_citation','url_citation':{'url':'https://example.com/hours','title':'Opening hours'}},{'type':'url_citation','url_citation':{'url':'javascript:alert(1)','title':'No'}}]}}]}",
                        finish("stop")));

        List<ThreadEvent> events = conversation().say("When?");

        assertThat(events.getFirst().text("content"))
                .isEqualTo("We open at 9 [1].\n\n[1]: https://example.com/hours \"Opening hours\"");
    }

    @Test
    void citations_ofPerplexity_areSources_byTheirNumbers() throws Exception {
        String cited = "'citations':['https://a.example/','https://b.example/']";
        server.then(
                data(
                        "{" + cited + ",'choices':[{'index':0,'delta':{'content':'So it is'}}]}",
                        "{" + cited + ",'choices':[{'index':0,'delta':{'content':'[2].'}}]}",
                        finish("stop")));

        assertThat(conversation().answerTo("Hi"))
                .isEqualTo("So it is[2].\n\n[2]: https://b.example/");
    }

    private Conversation conversation() {
        return new Conversation(Assistants.openAi(server), counter, () -> {});
    }

    private static Arguments row(String servers, LlmReply reply) {
        return Arguments.of(servers, reply);
    }

    /// The marks and what is between them, character by character.
    private static LlmReply think(String begin, String end) {
        return data(
                Stream.concat(
                                (begin + "\nSecret </thin \n" + end + "\n\nHello.")
                                        .chars()
                                        .mapToObj(c -> piece("" + (char) c)),
                                Stream.of(finish("stop"), DONE))
                        .toArray(String[]::new));
    }

    private static String thought(String text) {
        return "{'choices':[{'index':0,'delta':{'reasoning_content':'" + text + "'}}]}";
    }

    private static String call(String members, @Nullable String name, String arguments) {
        String named = name == null ? "" : "'name':'" + name + "',";
        return "{'choices':[{'index':0,'delta':{'tool_calls':[{"
                + members
                + ",'function':{"
                + named
                + "'arguments':"
                + arguments
                + "}}]}}]}";
    }

    private static String piece(String text) {
        return LlmReply.piece(text);
    }

    private static String finish(String reason) {
        return LlmReply.finish(reason);
    }

    private static LlmReply data(String... events) {
        return LlmReply.data(
                Stream.of(events).map(ProviderStreamsTest::json).toArray(String[]::new));
    }

    /// JSON with single quotes; what has double ones is JSON already.
    private static String json(String text) {
        return text.startsWith("{\"") ? text : text.replace("\\'", "\\\"").replace('\'', '"');
    }
}
